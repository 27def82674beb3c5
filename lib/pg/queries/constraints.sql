-- The constraints of a schema's tables. NOT NULL, which has rows of its own from 18 on, is in
-- columns.sql.
-- psql -v schema=public -f constraints.sql
SELECT
  con.oid,
  con.conrelid,
  con.conname,
  con.contype,
  con.condeferrable,
  con.condeferred,
  con.convalidated,
  CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS check_expression,
  con.connoinherit,
  con.conindid,
  array_to_string(con.conkey, ' ') AS columns,
  con.confrelid,
  fn.nspname AS referenced_schema,
  fc.relname AS referenced_table,
  array_to_string(con.confkey, ' ') AS referenced_columns,
  CASE WHEN fc.relnamespace <> c.relnamespace OR fc.relispartition
         OR EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = con.confrelid
                      AND e.deptype = 'e')
  THEN -- no table of tables.sql
    (SELECT json_agg(a.attname ORDER BY k.place)
     FROM unnest(con.confkey) WITH ORDINALITY AS k (attnum, place)
     JOIN pg_catalog.pg_attribute AS a ON a.attrelid = con.confrelid AND a.attnum = k.attnum)
  END AS referenced_names,
  CASE con.confdeltype
    WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
    WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT'
  END AS on_delete,
  CASE con.confupdtype
    WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
    WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT'
  END AS on_update,
  array_to_string(con.delete_set_columns, ' ') AS on_delete_set_columns,
  CASE con.confmatchtype WHEN 's' THEN 'SIMPLE' WHEN 'f' THEN 'FULL' WHEN 'p' THEN 'PARTIAL' END
    AS match,
  CASE WHEN con.contype = 'x' THEN
    (SELECT json_agg(CASE WHEN n.nspname = 'pg_catalog' THEN o.oprname::text
                          ELSE format('OPERATOR(%I.%s)', n.nspname, o.oprname) END
                     ORDER BY e.place)
     FROM unnest(con.conexclop) WITH ORDINALITY AS e (operator, place)
     JOIN pg_catalog.pg_operator AS o ON o.oid = e.operator
     JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace)
  END AS operators,
  -- What a Constraint cannot say.
  CASE WHEN NOT con.is_enforced THEN 'NOT ENFORCED' WHEN con.has_period THEN 'with a period' END
    AS peculiarity
FROM (SELECT NULL::smallint[] AS confdelsetcols) AS before_15
CROSS JOIN (SELECT true AS conenforced, false AS conperiod) AS before_18
-- The server's columns, or else those of before_15 and before_18.
CROSS JOIN LATERAL
  (SELECT confdelsetcols AS delete_set_columns, conenforced AS is_enforced,
          conperiod AS has_period, x.*
   FROM pg_catalog.pg_constraint AS x) AS con
JOIN pg_catalog.pg_class AS c ON c.oid = con.conrelid
LEFT JOIN pg_catalog.pg_class AS fc ON fc.oid = con.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = fc.relnamespace
WHERE con.contype IN ('c', 'u', 'p', 'f', 'x')
  AND con.conparentid = 0
  AND c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
