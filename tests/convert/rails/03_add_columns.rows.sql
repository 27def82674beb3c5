INSERT INTO accounts (email, created_at, updated_at)
SELECT 'user' || i || '@example.org', '2024-01-01', '2024-01-01' FROM generate_series(1, 10) AS i;
INSERT INTO articles (account_id, title, body, created_at)
SELECT 1 + i % 10, CASE WHEN i % 3 > 0 THEN 'Title ' || i END, 'Body', '2024-01-02' FROM generate_series(1, 30) AS i;
