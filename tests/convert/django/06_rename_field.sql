BEGIN;
--
-- Rename field stock on product to quantity
--
ALTER TABLE "shop_product" RENAME COLUMN "stock" TO "quantity";
COMMIT;
