-- psql -v schema=public -f triggers.sql
SELECT
  concat_ws(' ',
    'trigger', quote_ident(g.tgname), pg_get_triggerdef(g.oid), 'enabled=' || g.tgenabled::text,
    'comment=' || quote_literal(obj_description(g.oid, 'pg_trigger')))
FROM pg_trigger AS g
JOIN pg_class AS c ON c.oid = g.tgrelid
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND NOT g.tgisinternal
UNION ALL
SELECT
  concat_ws(' ', 'rule', quote_ident(r.rulename), pg_get_ruledef(r.oid), 'enabled=' || r.ev_enabled::text)
FROM pg_rewrite AS r
JOIN pg_class AS c ON c.oid = r.ev_class
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND r.rulename <> '_RETURN'
ORDER BY 1
