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
    CASE WHEN NOT k.conislocal OR of_key.made_of_index THEN 'inherited' END,
    'parents=' || nullif(k.coninhcount, 0),
    'index=' || nullif(k.conindid, 0)::regclass,
    'comment=' || quote_literal(obj_description(k.oid, 'pg_constraint')))
FROM pg_constraint AS k
LEFT JOIN pg_class AS f ON f.oid = k.confrelid
-- From 18 on a partition's primary key that is made of an index, as it has to be where nobody may
-- wait for it to be built, makes the inherited NOT NULLs under it the partition's own besides. There
-- is no command that takes that back but ATTACH PARTITION.
CROSS JOIN LATERAL (
  SELECT k.contype = 'n' AND k.coninhcount > 0
    AND EXISTS (SELECT FROM pg_class AS c WHERE c.oid = k.conrelid AND c.relispartition)
    AND EXISTS (SELECT FROM pg_constraint AS p
                WHERE p.conrelid = k.conrelid AND p.contype = 'p' AND k.conkey <@ p.conkey)
) AS of_key (made_of_index)
WHERE (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  IN (k.connamespace, f.relnamespace)
ORDER BY 1
