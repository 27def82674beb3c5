-- The partitioned tables of a schema with the columns of their partition keys, and their partitions
-- at every depth, parents first.
-- psql -v schema=public -f partitions.sql
WITH RECURSIVE tree AS (
  SELECT c.oid, c.oid AS root, 0::oid AS parent, 0 AS depth
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n
                          WHERE n.nspname = :'schema')
    AND c.relkind = 'p'
    AND NOT c.relispartition
  UNION ALL
  SELECT h.inhrelid, t.root, t.oid, t.depth + 1
  FROM tree AS t
  JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = t.oid
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = t.oid
)
SELECT
  t.root,
  n.nspname,
  c.relname,
  pn.nspname AS parent_schema,
  pc.relname AS parent,
  c.relkind,
  -- By the numbers that the columns have in the table; 0 for an expression.
  array_to_string(ARRAY(
    SELECT coalesce(ra.attnum, 0)
    FROM pg_catalog.pg_partitioned_table AS p
    CROSS JOIN LATERAL unnest(p.partattrs::smallint[]) AS k (attnum)
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum
    LEFT JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = t.root AND ra.attname = a.attname
    WHERE p.partrelid = t.oid), ' ') AS partition_key
FROM tree AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.oid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS pc ON pc.oid = t.parent
LEFT JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
ORDER BY t.root, t.depth, n.nspname, c.relname
