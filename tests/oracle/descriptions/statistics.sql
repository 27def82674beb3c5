-- psql -v schema=public -f statistics.sql
SELECT
  concat_ws(' ',
    'statistics', quote_ident(x.stxname), pg_get_statisticsobjdef(x.oid),
    'target=' || CASE WHEN x.stxstattarget >= 0 THEN x.stxstattarget END,
    'owner=' || quote_ident(pg_get_userbyid(x.stxowner)),
    'comment=' || quote_literal(obj_description(x.oid, 'pg_statistic_ext')))
FROM pg_statistic_ext AS x
JOIN pg_class AS c ON c.oid = x.stxrelid
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
ORDER BY 1
