-- How volatile it is to make one type of another: with 0, by way of text from it or to it. Types
-- that are missing (arrays, rows) are stable by way of text.
-- psql -f casts.sql
SELECT k.castsource AS source, k.casttarget AS target, coalesce(p.provolatile, 'i') AS volatility
FROM pg_catalog.pg_cast AS k
LEFT JOIN pg_catalog.pg_proc AS p ON p.oid = k.castfunc
WHERE k.castmethod <> 'i'
UNION ALL
SELECT t.oid, 0, p.provolatile
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_proc AS p ON p.oid = t.typoutput
WHERE t.typtype IN ('b', 'e') AND t.typcategory <> 'A'
UNION ALL
SELECT 0, t.oid, p.provolatile
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_proc AS p ON p.oid = t.typinput
WHERE t.typtype IN ('b', 'e') AND t.typcategory <> 'A'
