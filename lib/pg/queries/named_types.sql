-- The types of some names; of a domain, the type under it.
-- psql -v names='["integer"]' -f named_types.sql
WITH RECURSIVE chain AS (
  SELECT w.name, t.oid, t.typtype, t.typbasetype
  FROM json_array_elements_text(:'names'::json) AS w (name)
  JOIN pg_catalog.pg_type AS t ON t.oid = to_regtype(w.name)
  UNION ALL
  SELECT c.name, t.oid, t.typtype, t.typbasetype
  FROM chain AS c
  JOIN pg_catalog.pg_type AS t ON t.oid = c.typbasetype
  WHERE c.typtype = 'd'
)
SELECT c.name, c.oid
FROM chain AS c
WHERE c.typtype <> 'd'
