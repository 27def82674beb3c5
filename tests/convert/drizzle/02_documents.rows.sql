INSERT INTO workspaces (name, created_at) SELECT 'W ' || i, '2024-01-01' FROM generate_series(1, 5) AS i;
INSERT INTO members (id, workspace_id, email, nickname) SELECT md5(i::text)::uuid, 1 + i % 5, 'M' || i || '@Example.org', 'n' || i FROM generate_series(1, 20) AS i;
