-- What is wrong where a foreign key that is NOT VALID yet could not be proven, and the query that
-- finds the rows: by their primary key and by the columns of the foreign key. The server's message
-- has the key's name, in whichever language.
-- psql -v message='… violates foreign key constraint "orders_user" …' -f lost_references.sql
SELECT
  format('rows of %I point to rows that are not in %I', t.relname, r.relname),
  format('SELECT %s FROM %I.%I AS a WHERE %s AND NOT EXISTS (SELECT FROM %I.%I AS b WHERE %s)',
         concat_ws(', ', key.list, pairs.shown), tn.nspname, t.relname, pairs.there,
         rn.nspname, r.relname, pairs.same)
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS t ON t.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
CROSS JOIN LATERAL
  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY c.place) AS list,
          coalesce(array_agg(c.number), '{}') AS columns
   FROM pg_catalog.pg_index AS p
   CROSS JOIN LATERAL unnest(p.indkey) WITH ORDINALITY AS c (number, place)
   JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.indrelid AND a.attnum = c.number
   WHERE p.indrelid = k.conrelid AND p.indisprimary AND c.place <= p.indnkeyatts) AS key
CROSS JOIN LATERAL
  (SELECT string_agg(quote_ident(x.attname), ', ' ORDER BY p.place)
            FILTER (WHERE NOT p.own = ANY (key.columns)) AS shown,
          string_agg(format('a.%I IS NOT NULL', x.attname), ' AND ' ORDER BY p.place) AS there,
          string_agg(format('b.%I = a.%I', y.attname, x.attname), ' AND ' ORDER BY p.place) AS same
   FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS p (own, other, place)
   JOIN pg_catalog.pg_attribute AS x ON x.attrelid = k.conrelid AND x.attnum = p.own
   JOIN pg_catalog.pg_attribute AS y ON y.attrelid = k.confrelid AND y.attnum = p.other) AS pairs
WHERE k.contype = 'f' AND NOT k.convalidated AND strpos(:'message', k.conname) > 0
ORDER BY length(k.conname) DESC
LIMIT 1
