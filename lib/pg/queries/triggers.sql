-- The triggers that people have made on a schema's tables, and on partitions of them.
-- psql -v schema=public -f triggers.sql
WITH RECURSIVE tree AS (
  SELECT c.oid, c.oid AS root
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n
                          WHERE n.nspname = :'schema')
    AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition
  UNION ALL
  SELECT h.inhrelid, t.root
  FROM tree AS t
  JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = t.oid
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = t.oid
)
SELECT
  c.root,
  t.tgname,
  t.tgenabled <> 'D' AS enabled,
  t.tgtype & 16 <> 0 AS fires_on_update,
  -- Of UPDATE OF as well as of WHEN, by the numbers that the columns have in the table.
  array_to_string(ARRAY(
    SELECT DISTINCT ra.attnum
    FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.tgrelid AND a.attnum = d.refobjsubid
    JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = c.root AND ra.attname = a.attname
    WHERE d.classid = 'pg_catalog.pg_trigger'::regclass AND d.objid = t.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.tgrelid
      AND d.refobjsubid > 0
    ORDER BY 1), ' ') AS columns
FROM tree AS c
-- A partition's copies of its parent's triggers have that as theirs.
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgparentid = 0
ORDER BY t.tgname, c.oid
