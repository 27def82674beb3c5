\set aid random(100000 * :scale, 2000000000)
INSERT INTO pgbench_accounts (aid, bid, abalance, filler) VALUES (:aid, 1, 10, 'old') ON CONFLICT (aid) DO NOTHING;
