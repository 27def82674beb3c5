-- The functions and operators of some names: what they take and give, and how volatile they are.
-- psql -v functions='["lower"]' -v operators='["+"]' -f routines.sql
SELECT
  'f' AS kind,
  n.nspname,
  p.proname,
  n.nspname = ANY (current_schemas(true)) AS is_on_path,
  array_to_string(p.proargtypes::oid[], ' ') AS parameters,
  p.pronargdefaults,
  p.provariadic <> 0 AS is_variadic,
  p.prorettype AS result,
  p.provolatile
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.proname = ANY (ARRAY(SELECT json_array_elements_text(:'functions'::json)))
UNION ALL
SELECT 'o', n.nspname, o.oprname, n.nspname = ANY (current_schemas(true)),
       concat_ws(' ', nullif(o.oprleft, 0), nullif(o.oprright, 0)), 0, false, o.oprresult,
       p.provolatile
FROM pg_catalog.pg_operator AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
JOIN pg_catalog.pg_proc AS p ON p.oid = o.oprcode
WHERE o.oprname = ANY (ARRAY(SELECT json_array_elements_text(:'operators'::json)))
