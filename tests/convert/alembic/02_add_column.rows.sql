INSERT INTO customer (name, email, created_at) SELECT 'Name ' || i, 'c' || i || '@example.org', '2024-01-01 00:00:00+00' FROM generate_series(1, 12) AS i;
INSERT INTO booking (customer_id, room, starts, ends) SELECT 1 + i % 12, i, date '2024-01-01' + i, date '2024-01-03' + i FROM generate_series(1, 25) AS i;
