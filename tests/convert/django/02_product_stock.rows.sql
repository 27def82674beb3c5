INSERT INTO shop_category (name, slug, "position") VALUES ('Tea', 'tea', 1), ('Pots', 'pots', 2);
INSERT INTO shop_product (title, price, sku, attributes, created, category_id)
SELECT 'Tea ' || i, i, md5(i::text)::uuid, '{}', timestamptz '2024-01-01 00:00:00+00' + i * interval '1 day', 1 + i % 2
FROM generate_series(1, 20) AS i;
INSERT INTO shop_tag (label) VALUES ('new'), ('sale');
