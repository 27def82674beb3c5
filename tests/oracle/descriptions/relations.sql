-- Tables, views and sequences, each with all that is said of it as a whole.
-- psql -v schema=public -f relations.sql
SELECT
  concat_ws(' ',
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
      WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'relation ' || c.relkind::text END,
    quote_ident(c.relname),
    CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' WHEN 't' THEN 'TEMPORARY' END,
    'owner=' || quote_ident(pg_get_userbyid(c.relowner)),
    'method=' || am.amname,
    'tablespace=' || quote_ident(ts.spcname),
    'options=' || nullif(array_to_string(c.reloptions, ','), ''),
    'toast=' || nullif(array_to_string(toast.reloptions, ','), ''),
    CASE WHEN c.relrowsecurity THEN 'ROW SECURITY' END,
    CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW SECURITY' END,
    CASE WHEN c.relkind IN ('r', 'p') AND c.relreplident <> 'd'
      THEN 'replica identity=' || c.relreplident::text END,
    'type=' || CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype END,
    'PARTITION BY ' || CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
    'child of=' ||
      (SELECT string_agg(format('%s %s %s', h.inhparent::regclass, h.inhseqno,
                                pg_get_expr(c.relpartbound, c.oid)), ',' ORDER BY h.inhseqno)
       FROM pg_inherits AS h WHERE h.inhrelid = c.oid),
    'privileges=' ||
      (SELECT string_agg(concat(nullif(g.grantee, 0)::regrole, '=', g.privilege_type,
                                CASE WHEN g.is_grantable THEN '*' END, '/', g.grantor::regrole),
                         ',' ORDER BY g.grantee::regrole::text, g.privilege_type)
       FROM aclexplode(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
                                                     c.relowner))) AS g),
    'comment=' || quote_literal(obj_description(c.oid, 'pg_class')),
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
FROM pg_class AS c
LEFT JOIN pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_tablespace AS ts ON ts.oid = c.reltablespace
LEFT JOIN pg_class AS toast ON toast.oid = c.reltoastrelid
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind NOT IN ('i', 'I', 't', 'c')
ORDER BY 1
