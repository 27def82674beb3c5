BEGIN;
--
-- Create constraint price_is_positive on model product
--
ALTER TABLE "shop_product" ADD CONSTRAINT "price_is_positive" CHECK ("price" > 0);
--
-- Create constraint title_once_in_category on model product
--
ALTER TABLE "shop_product" ADD CONSTRAINT "title_once_in_category" UNIQUE ("category_id", "title");
--
-- Create constraint one_default_tag on model tag
--
CREATE UNIQUE INDEX "one_default_tag" ON "shop_tag" ("label") WHERE "label" = 'default';
--
-- Create index shop_product_lower_title on field(s) of model product
--
CREATE INDEX "shop_product_lower_title" ON "shop_product" ((LOWER("title")));
CREATE INDEX "shop_prod_attribu_gin" ON "shop_product" USING gin ("attributes" jsonb_path_ops);
COMMIT;
