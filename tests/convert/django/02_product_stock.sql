BEGIN;
--
-- Add field stock to product
--
ALTER TABLE "shop_product" ADD COLUMN "stock" integer DEFAULT 0 NOT NULL CHECK ("stock" >= 0);
ALTER TABLE "shop_product" ALTER COLUMN "stock" DROP DEFAULT;
--
-- Add field summary to product
--
ALTER TABLE "shop_product" ADD COLUMN "summary" text NULL;
COMMIT;
