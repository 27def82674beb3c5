-- What the indexes of a schema's tables are over, in order: keys, and then INCLUDE columns.
-- psql -v schema=public -f index_elements.sql
SELECT
  i.indexrelid,
  ia.attnum <= i.indnkeyatts AS is_key,
  i.indkey[ia.attnum - 1] AS attnum, -- 0 for an expression
  CASE WHEN ta.attnum IS NULL THEN pg_get_indexdef(i.indexrelid, ia.attnum, false) END
    AS expression,
  -- An expression's own collation cannot be asked for: there the index's is named where it is not
  -- the type's, which is right in any case.
  con.nspname AS collation_schema,
  co.collname AS collation_name,
  CASE
    WHEN oc.oid IS NULL THEN NULL -- an INCLUDE column
    -- The default may be that of another type, to which the key's is binary coercible.
    WHEN oc.opcdefault AND ia.attoptions IS NULL AND (best.oid = oc.oid OR best.oid IS NULL)
      THEN NULL
    WHEN ocn.nspname = 'pg_catalog' THEN quote_ident(oc.opcname)
    ELSE format('%I.%I', ocn.nspname, oc.opcname)
  END AS opclass,
  CASE WHEN ia.attoptions IS NOT NULL THEN
    (SELECT string_agg(format('%s=%L', split_part(x, '=', 1), substr(x, strpos(x, '=') + 1)), ', ')
     FROM unnest(ia.attoptions) AS x)
  END AS opclass_parameters,
  CASE i.indoption[ia.attnum - 1] & 3
    WHEN 1 THEN 'DESC NULLS LAST' WHEN 2 THEN 'NULLS FIRST' WHEN 3 THEN 'DESC'
  END AS sort_order,
  coalesce(ia.attstattarget, -1) AS statistics_target -- NULL from 17 on
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid
JOIN pg_catalog.pg_attribute AS ia ON ia.attrelid = i.indexrelid
LEFT JOIN pg_catalog.pg_attribute AS ta
  ON ta.attrelid = i.indrelid AND ta.attnum = i.indkey[ia.attnum - 1]
JOIN pg_catalog.pg_type AS t ON t.oid = coalesce(ta.atttypid, ia.atttypid)
CROSS JOIN LATERAL
  (SELECT CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END AS type) AS key
LEFT JOIN pg_catalog.pg_opclass AS oc
  ON oc.oid = i.indclass[ia.attnum - 1] AND ia.attnum <= i.indnkeyatts
LEFT JOIN pg_catalog.pg_opclass AS best
  ON best.opcmethod = oc.opcmethod AND best.opcintype = key.type AND best.opcdefault
LEFT JOIN pg_catalog.pg_namespace AS ocn ON ocn.oid = oc.opcnamespace
LEFT JOIN pg_catalog.pg_collation AS co
  ON co.oid = i.indcollation[ia.attnum - 1] AND ia.attnum <= i.indnkeyatts
 AND co.oid <> coalesce(ta.attcollation, t.typcollation)
LEFT JOIN pg_catalog.pg_namespace AS con ON con.oid = co.collnamespace
WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
ORDER BY i.indexrelid, ia.attnum
