-- The extended statistics (CREATE STATISTICS) of a schema's tables.
-- psql -v schema=public -f statistics.sql
SELECT
  s.stxrelid,
  n.nspname,
  s.stxname,
  -- Those of its expressions too.
  array_to_string(ARRAY(
    SELECT DISTINCT d.refobjsubid
    FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_statistic_ext'::regclass AND d.objid = s.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = s.stxrelid
      AND d.refobjsubid > 0
    ORDER BY 1), ' ') AS columns,
  pg_get_statisticsobjdef(s.oid) AS definition,
  coalesce(s.stxstattarget, -1) AS target, -- NULL from 17 on
  obj_description(s.oid, 'pg_statistic_ext') AS comment
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_statistic_ext AS s ON s.stxrelid = c.oid
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
WHERE c.relnamespace = (SELECT n2.oid FROM pg_catalog.pg_namespace AS n2
                        WHERE n2.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
ORDER BY n.nspname, s.stxname
