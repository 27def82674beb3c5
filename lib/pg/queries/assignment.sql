-- May a value of one type be stored in a column of another without a cast that somebody writes? A
-- row if so. See "Value Storage" (typeconv-query) in PostgreSQL's manual.
-- psql -v source=25 -v target=integer -f assignment.sql
WITH RECURSIVE chain AS (
  SELECT w.which, t.oid, t.typtype, t.typbasetype, t.typcategory, t.typelem
  FROM (VALUES ('source', :'source'::oid), ('target', :'target'::regtype::oid)) AS w (which, oid)
  JOIN pg_catalog.pg_type AS t ON t.oid = w.oid
  UNION ALL
  SELECT c.which, t.oid, t.typtype, t.typbasetype, t.typcategory, t.typelem
  FROM chain AS c
  JOIN pg_catalog.pg_type AS t ON t.oid = c.typbasetype
  WHERE c.typtype = 'd'
)
SELECT
FROM chain AS s
JOIN chain AS t ON s.which = 'source' AND t.which = 'target'
WHERE s.oid = t.oid
   OR s.typtype = 'p'
   OR (t.typtype <> 'd' AND t.typcategory = 'S')
   OR EXISTS (SELECT FROM pg_catalog.pg_cast AS k
              WHERE k.castsource = s.oid AND k.casttarget = t.oid AND k.castcontext IN ('a', 'i'))
   OR (s.typcategory = 'A' AND t.typcategory = 'A'
       AND (s.typelem = t.typelem
            OR (SELECT e.typcategory = 'S' FROM pg_catalog.pg_type AS e WHERE e.oid = t.typelem)
            OR EXISTS (SELECT FROM pg_catalog.pg_cast AS k
                       WHERE k.castsource = s.typelem AND k.casttarget = t.typelem
                         AND k.castcontext IN ('a', 'i'))))
LIMIT 1
