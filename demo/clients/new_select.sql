\set aid random(1, 100000 * :scale)
SELECT cents, status FROM pgbench_accounts WHERE aid = :aid;
