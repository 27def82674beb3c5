BEGIN;
--
-- Rename model Supplier to Vendor
--
ALTER TABLE "shop_supplier" RENAME TO "shop_vendor";
COMMIT;
