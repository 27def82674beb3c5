-- What ALTER TYPE needs to be told, and what has to be set again after it: it takes the new type's
-- collation and storage, and builds indexes without their statistics targets.
-- psql -v table=users -v column=age -v type= -f lost_by_alter_type.sql    (no type: it stays)
SELECT
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN n.typcollation <> 0 AND a.attcollation NOT IN (t.typcollation, 0)
    THEN a.attcollation::regcollation END AS collation,
  pg_get_expr(df.adbin, df.adrelid) AS default_value,
  CASE WHEN n.oid = t.oid THEN
    concat('SET STORAGE ', CASE a.attstorage
                             WHEN 'p' THEN 'PLAIN' WHEN 'm' THEN 'MAIN'
                             WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED' END) END AS storage,
  CASE WHEN n.oid = t.oid THEN
    'SET COMPRESSION ' || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END
  END AS compression,
  (SELECT string_agg(format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s',
                            i.indexrelid::regclass, ia.attnum, ia.attstattarget), '; ')
   FROM pg_index AS i
   JOIN pg_attribute AS ia ON ia.attrelid = i.indexrelid
   WHERE i.indrelid = a.attrelid AND ia.attstattarget >= 0) AS index_statistics
FROM pg_attribute AS a
JOIN pg_type AS t ON t.oid = a.atttypid
JOIN pg_type AS n ON n.oid = coalesce(nullif(:'type', '')::regtype, a.atttypid)
LEFT JOIN pg_attrdef AS df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
WHERE a.attrelid = :'table'::regclass AND a.attname = :'column'
