\set aid random(1, 100000 * :scale)
\set delta random(-5000, 5000)
UPDATE pgbench_accounts SET cents = cents + :delta * 100 WHERE aid = :aid;
