-- Rows for the tables of the first two examples, whatever numbers their sequences have come to.
INSERT INTO users (name, email) SELECT 'user ' || i, i || '@example.org' FROM generate_series(1, 500) i;
INSERT INTO products (title, price_cents) SELECT 'product ' || i, i * 100 FROM generate_series(1, 50) i;
INSERT INTO orders (user_id) SELECT id FROM users ORDER BY id;
INSERT INTO order_lines
  SELECT o.id, 1, p.id, 2
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS i FROM orders) o
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS i FROM products) p ON p.i = o.i % 50 + 1;
