-- The indexes on the partitions that belong to an index of a partitioned table.
-- psql -v schema=public -f partition_indexes.sql
WITH RECURSIVE tree AS (
  SELECT i.indexrelid AS oid, i.indexrelid AS root
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid
  WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n
                          WHERE n.nspname = :'schema')
    AND c.relkind = 'p'
    AND NOT c.relispartition
  UNION ALL
  SELECT h.inhrelid, t.root
  FROM tree AS t
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = t.oid
)
SELECT t.root, n.nspname, c.relname AS partition, ic.relname AS index
FROM tree AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.oid
JOIN pg_catalog.pg_class AS ic ON ic.oid = t.oid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.oid <> t.root
