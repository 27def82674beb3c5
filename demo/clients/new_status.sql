\set aid random(1, 100000 * :scale)
UPDATE pgbench_accounts SET status = 'checked' WHERE aid = :aid;
