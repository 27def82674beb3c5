-- Rows for the tables of the first two examples.
INSERT INTO users (name, email) SELECT 'user ' || i, i || '@example.org' FROM generate_series(1, 500) i;
INSERT INTO products (title, price_cents) SELECT 'product ' || i, i * 100 FROM generate_series(1, 50) i;
INSERT INTO orders (user_id) SELECT i FROM generate_series(1, 500) i;
INSERT INTO order_lines SELECT i, 1, i % 50 + 1, 2 FROM generate_series(1, 500) i;
