\set aid random(100000 * :scale, 2000000000)
INSERT INTO pgbench_accounts (aid, bid, cents, status, filler) VALUES (:aid, 1, 1000, 'open', 'new') ON CONFLICT (aid) DO NOTHING;
