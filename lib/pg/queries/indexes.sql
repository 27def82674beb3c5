-- The indexes of a schema's tables, those of constraints included; their keys are in
-- index_elements.sql.
-- psql -v schema=public -f indexes.sql
SELECT
  i.indexrelid,
  i.indrelid,
  ic.relname,
  am.amname,
  i.indisunique,
  i.nulls_not_distinct,
  CASE WHEN i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
  CASE WHEN ic.reloptions IS NOT NULL THEN
    (SELECT string_agg(format('%s=%L', split_part(x, '=', 1), substr(x, strpos(x, '=') + 1)), ', ')
     FROM unnest(ic.reloptions) AS x)
  END AS storage_parameters,
  ts.spcname AS tablespace,
  i.indisvalid AND i.indisready AS valid,
  i.indisclustered
FROM (SELECT false AS indnullsnotdistinct) AS before_15
-- The server's column, or else that of before_15.
CROSS JOIN LATERAL
  (SELECT indnullsnotdistinct AS nulls_not_distinct, x.* FROM pg_catalog.pg_index AS x) AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = ic.reltablespace
WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
