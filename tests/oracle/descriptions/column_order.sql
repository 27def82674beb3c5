-- psql -v schema=public -f column_order.sql
SELECT
  concat(c.relname, ': ',
         (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
          FROM pg_attribute AS a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_class AS c
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p', 'v')
  AND NOT c.relispartition
ORDER BY 1
