BEGIN;
--
-- Alter field title on product
--
ALTER TABLE "shop_product" ALTER COLUMN "title" TYPE varchar(300);
--
-- Alter field name on supplier
--
ALTER TABLE "shop_supplier" ALTER COLUMN "name" TYPE text USING "name"::text;
COMMIT;
