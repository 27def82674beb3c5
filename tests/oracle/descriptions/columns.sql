-- The columns of tables and views, by name: their order is no part of a description, since a column
-- that was made anew stands last.
-- psql -v schema=public -f columns.sql
SELECT
  concat_ws(' ',
    'column', quote_ident(c.relname) || '.' || quote_ident(a.attname),
    format_type(a.atttypid, a.atttypmod),
    'COLLATE ' || CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation END,
    CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    CASE a.attgenerated WHEN 's' THEN 'STORED' WHEN 'v' THEN 'VIRTUAL' END,
    'DEFAULT ' || pg_get_expr(df.adbin, df.adrelid),
    CASE a.attidentity WHEN 'a' THEN 'IDENTITY ALWAYS' WHEN 'd' THEN 'IDENTITY BY DEFAULT' END,
    'storage=' || CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
    'compression=' || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END,
    'statistics=' || CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END,
    'dimensions=' || nullif(a.attndims, 0),
    -- Debian's server keeps a note of its own there.
    'options=' || (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(a.attoptions) AS x
                   WHERE x NOT LIKE 'pg\_attver=%'),
    CASE WHEN NOT a.attislocal THEN 'inherited' END,
    'parents=' || nullif(a.attinhcount, 0),
    'privileges=' ||
      (SELECT string_agg(concat(nullif(g.grantee, 0)::regrole, '=', g.privilege_type,
                                CASE WHEN g.is_grantable THEN '*' END, '/', g.grantor::regrole),
                         ',' ORDER BY g.grantee::regrole::text, g.privilege_type)
       FROM aclexplode(a.attacl) AS g),
    'comment=' || quote_literal(col_description(c.oid, a.attnum)))
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind NOT IN ('i', 'I', 't', 'S', 'c')
ORDER BY 1
