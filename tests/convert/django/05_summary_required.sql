BEGIN;
--
-- Alter field summary on product
--
ALTER TABLE "shop_product" ALTER COLUMN "summary" SET DEFAULT '';
UPDATE "shop_product" SET "summary" = '' WHERE "summary" IS NULL; SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "shop_product" ALTER COLUMN "summary" SET NOT NULL;
ALTER TABLE "shop_product" ALTER COLUMN "summary" DROP DEFAULT;
COMMIT;
