-- Types and routines of the user's.
-- psql -v schema=public -f types.sql
SELECT
  concat_ws(' ',
    'type', quote_ident(t.typname), t.typtype, CASE WHEN t.typtype = 'd' THEN
      concat_ws(' ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                'DEFAULT ' || t.typdefault) END,
    (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder)
     FROM pg_enum AS e WHERE e.enumtypid = t.oid),
    'owner=' || quote_ident(pg_get_userbyid(t.typowner)),
    'comment=' || quote_literal(obj_description(t.oid, 'pg_type')))
FROM pg_type AS t
WHERE t.typnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND t.typtype IN ('d', 'e', 'r')
UNION ALL
SELECT
  concat_ws(' ', 'routine', f.oid::regprocedure, CASE WHEN f.prokind IN ('f', 'p')
                                                       THEN pg_get_functiondef(f.oid) END)
FROM pg_proc AS f
WHERE f.pronamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND NOT EXISTS (SELECT FROM pg_depend AS e
                  WHERE e.classid = 'pg_proc'::regclass AND e.objid = f.oid AND e.deptype = 'e')
ORDER BY 1
