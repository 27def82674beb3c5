BEGIN;
--
-- Remove field attributes from product
--
ALTER TABLE "shop_product" DROP COLUMN "attributes" CASCADE;
--
-- Delete model Tag
--
DROP TABLE "shop_product_tags" CASCADE;
DROP TABLE "shop_tag" CASCADE;
COMMIT;
