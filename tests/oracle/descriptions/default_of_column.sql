-- psql -v table=users -v column=age -f default_of_column.sql
SELECT
  a.attidentity <> '' AS identity,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(df.adbin, df.adrelid) END AS default_value
FROM pg_attribute AS a
LEFT JOIN pg_attrdef AS df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
WHERE a.attrelid = :'table'::regclass AND a.attname = :'column'
