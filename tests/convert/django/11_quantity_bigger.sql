BEGIN;
--
-- Alter field quantity on product
--
ALTER TABLE "shop_product" ALTER COLUMN "quantity" TYPE bigint USING "quantity"::bigint;
--
-- Alter field slug on category (drop index, allow null)
--
ALTER TABLE "shop_category" ALTER COLUMN "slug" DROP NOT NULL;
COMMIT;
