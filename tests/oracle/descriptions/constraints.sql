-- The constraints of the schema, and the foreign keys that point to its tables.
-- NOT NULL has a name from PostgreSQL 18 on, which tells by what way a column came to its own: it is
-- no part of a description.
-- psql -v schema=public -f constraints.sql
SELECT
  concat_ws(' ',
    'constraint', CASE WHEN k.contype <> 'n' THEN quote_ident(k.conname) END, 'on',
    coalesce(nullif(k.conrelid, 0)::regclass::text, nullif(k.contypid, 0)::regtype::text),
    k.contype, pg_get_constraintdef(k.oid),
    CASE WHEN NOT k.convalidated THEN 'unvalidated' END,
    CASE WHEN k.condeferrable THEN 'deferrable' END,
    CASE WHEN k.condeferred THEN 'deferred' END,
    CASE WHEN NOT k.conislocal THEN 'inherited' END,
    'parents=' || nullif(k.coninhcount, 0),
    'index=' || nullif(k.conindid, 0)::regclass,
    'comment=' || quote_literal(obj_description(k.oid, 'pg_constraint')))
FROM pg_constraint AS k
LEFT JOIN pg_class AS f ON f.oid = k.confrelid
WHERE (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  IN (k.connamespace, f.relnamespace)
ORDER BY 1
