-- psql -v schema=public -f indexes.sql
SELECT
  concat_ws(' ',
    'index', quote_ident(c.relname), pg_get_indexdef(i.indexrelid),
    CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
    CASE WHEN NOT i.indisready THEN 'NOT READY' END,
    CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
    CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
    CASE WHEN i.indisprimary THEN 'PRIMARY' END,
    CASE WHEN NOT i.indimmediate THEN 'deferrable' END,
    'tablespace=' || quote_ident(ts.spcname),
    'owner=' || quote_ident(pg_get_userbyid(c.relowner)),
    'statistics=' ||
      (SELECT string_agg(a.attnum || ':' || a.attstattarget, ',' ORDER BY a.attnum)
       FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attstattarget >= 0),
    'child of=' || (SELECT h.inhparent::regclass FROM pg_inherits AS h WHERE h.inhrelid = c.oid),
    'comment=' || quote_literal(obj_description(c.oid, 'pg_class')))
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
LEFT JOIN pg_tablespace AS ts ON ts.oid = c.reltablespace
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
ORDER BY 1
