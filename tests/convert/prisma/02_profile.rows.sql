INSERT INTO "User" (email, name, "createdAt") SELECT 'u' || i || '@example.org', CASE WHEN i % 4 > 0 THEN 'U ' || i END, '2024-01-01' FROM generate_series(1, 15) AS i;
INSERT INTO "Post" (title, "viewCount", "authorId") SELECT 'P ' || i, i, 1 + i % 15 FROM generate_series(1, 30) AS i;
