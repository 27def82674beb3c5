-- What is wrong where a unique index could not be built, and the query that finds a few of the rows:
-- by their primary key and by what the index has.
-- psql -v schema=public -v index=users_name_key -f equal_rows.sql
SELECT
  format('rows of %I are equal in what has to be unique', t.relname),
  format('SELECT %s FROM %I.%I WHERE ctid IN (SELECT unnest(ARRAY[min(ctid), max(ctid)])'
         ' FROM %2$I.%3$I WHERE (%4$s) AND (%5$s) GROUP BY %6$s HAVING count(*) > 1 LIMIT 4)',
         concat_ws(', ', key.list, elements.shown), n.nspname, t.relname,
         coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'),
         -- A column of pg_index from 15 on.
         CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN 'true' ELSE elements.there END,
         elements.list)
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
CROSS JOIN LATERAL
  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) AS list,
          coalesce(array_agg(k.number), '{}') AS columns
   FROM pg_catalog.pg_index AS p
   CROSS JOIN LATERAL unnest(p.indkey) WITH ORDINALITY AS k (number, place)
   JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.indrelid AND a.attnum = k.number
   WHERE p.indrelid = i.indrelid AND p.indisprimary AND k.place <= p.indnkeyatts) AS key
CROSS JOIN LATERAL
  (SELECT string_agg(text, ', ' ORDER BY place) AS list,
          string_agg(text, ', ' ORDER BY place)
            FILTER (WHERE NOT i.indkey[place - 1] = ANY (key.columns)) AS shown,
          string_agg(format('(%s) IS NOT NULL', text), ' AND ' ORDER BY place) AS there
   FROM (SELECT place, pg_get_indexdef(i.indexrelid, place, false) AS text
         FROM generate_series(1, i.indnkeyatts) AS place) AS element) AS elements
WHERE n.nspname = :'schema' AND c.relname = :'index'
