-- Is there anything that dependents.sql might find? Most schemas have nothing, and to plan that query
-- takes the server ten times as long as to answer this one.
-- psql -v schema=public -v version_schema= -f dependents_there.sql
WITH tables AS (
  SELECT c.oid, c.reltype, c.reloftype
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n
                          WHERE n.nspname = :'schema')
    AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition
),
-- The tables themselves, the sequences that their columns own, and their constraints.
things AS (
  SELECT 'pg_catalog.pg_class'::regclass AS classid, oid FROM tables
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, o.objid
  FROM tables AS t
  JOIN pg_catalog.pg_depend AS o
    ON o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = t.oid AND o.refobjsubid > 0
   AND o.classid = 'pg_catalog.pg_class'::regclass AND o.deptype IN ('a', 'i')
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::regclass, con.oid
  FROM tables AS t
  JOIN pg_catalog.pg_constraint AS con ON con.conrelid = t.oid
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, type.oid
  FROM tables AS t
  JOIN pg_catalog.pg_type AS rt ON rt.oid = t.reltype
  CROSS JOIN LATERAL (VALUES (rt.oid), (rt.typarray)) AS type (oid)
)
SELECT EXISTS (SELECT FROM tables WHERE reloftype <> 0)
    OR EXISTS (SELECT FROM tables AS t
               JOIN pg_catalog.pg_inherits AS h ON t.oid IN (h.inhrelid, h.inhparent))
    -- Not: a sequence for the default of the column that owns it; a foreign key among the tables;
    -- a view of zdm's own version schemas.
    OR EXISTS (
      SELECT FROM things AS thing
      JOIN pg_catalog.pg_depend AS d ON d.refclassid = thing.classid AND d.refobjid = thing.oid
      LEFT JOIN pg_catalog.pg_attrdef AS df
        ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND df.oid = d.objid
      LEFT JOIN pg_catalog.pg_constraint AS con
        ON d.classid = 'pg_catalog.pg_constraint'::regclass AND con.oid = d.objid
      LEFT JOIN pg_catalog.pg_rewrite AS r
        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
      LEFT JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
      LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
      WHERE (d.deptype = 'n' OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objsubid > 0)
        AND NOT coalesce(con.conrelid IN (SELECT oid FROM tables), false)
        AND NOT coalesce(
          EXISTS (SELECT FROM pg_catalog.pg_depend AS o
                  WHERE o.classid = thing.classid AND o.objid = thing.oid AND o.deptype IN ('a', 'i')
                    AND o.refclassid = 'pg_catalog.pg_class'::regclass
                    AND o.refobjid = df.adrelid AND o.refobjsubid = df.adnum), false)
        AND NOT coalesce(n.nspname = :'version_schema'
                         OR obj_description(n.oid, 'pg_namespace') LIKE 'zdm: version %', false))
