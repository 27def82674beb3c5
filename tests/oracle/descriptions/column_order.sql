-- The tables of a schema with their columns; of a version schema, which has no tables, the views.
-- psql -v schema=public -f column_order.sql
SELECT
  concat(c.relname, ': ',
         (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
          FROM pg_attribute AS a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_class AS c
WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = :'schema')
  AND (c.relkind IN ('r', 'p')
       OR c.relkind = 'v'
          AND NOT EXISTS (SELECT FROM pg_class AS t
                          WHERE t.relnamespace = c.relnamespace AND t.relkind IN ('r', 'p')))
  AND NOT c.relispartition
ORDER BY 1
