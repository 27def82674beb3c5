--
-- Concurrently create index shop_prod_created_idx on field(s) -created, price of model product
--
CREATE INDEX CONCURRENTLY "shop_prod_created_idx" ON "shop_product" ("created" DESC, "price");
--
-- Concurrently remove index shop_product_lower_title from product
--
DROP INDEX CONCURRENTLY IF EXISTS "shop_product_lower_title";
