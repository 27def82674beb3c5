-- The triggers that people have made on a schema's tables.
-- psql -v schema=public -f triggers.sql
SELECT
  t.tgrelid,
  t.tgname,
  t.tgenabled <> 'D' AS enabled,
  t.tgtype & 16 <> 0 AS fires_on_update,
  -- Of UPDATE OF as well as of WHEN.
  array_to_string(ARRAY(
    SELECT DISTINCT d.refobjsubid
    FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_trigger'::regclass AND d.objid = t.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.tgrelid
      AND d.refobjsubid > 0
    ORDER BY 1), ' ') AS columns
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid AND NOT t.tgisinternal
WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
ORDER BY t.tgname
