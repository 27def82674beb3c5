-- The comments on a schema's tables, their columns, indexes and constraints.
-- psql -v schema=public -f comments.sql
SELECT d.classoid = 'pg_catalog.pg_constraint'::regclass AS is_constraint,
       d.objoid,
       d.objsubid, -- a column's number, else 0
       d.description
FROM pg_catalog.pg_description AS d
LEFT JOIN pg_catalog.pg_class AS c
  ON d.classoid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objoid
LEFT JOIN pg_catalog.pg_constraint AS con
  ON d.classoid = 'pg_catalog.pg_constraint'::regclass AND con.oid = d.objoid
WHERE coalesce(c.relnamespace, con.connamespace)
      = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
