-- The columns of a schema's tables, in the order in which the views of the version schema show
-- them; behind those, by number.
-- psql -v schema=public -v version_schema= -f columns.sql
WITH shown AS (
  SELECT v.relname, va.attname, va.attnum
  FROM pg_catalog.pg_namespace AS n
  JOIN pg_catalog.pg_class AS v ON v.relnamespace = n.oid AND v.relkind = 'v'
  JOIN pg_catalog.pg_attribute AS va ON va.attrelid = v.oid AND va.attnum > 0
  WHERE n.nspname = :'version_schema'
),
-- One for each column; an identity's before any other.
owned AS (
  SELECT DISTINCT ON (o.refobjid, o.refobjsubid)
    o.refobjid, o.refobjsubid, sn.nspname, s.relname, s.relacl, s.relowner, q.*
  FROM pg_catalog.pg_depend AS o
  JOIN pg_catalog.pg_class AS s ON s.oid = o.objid AND s.relkind = 'S'
  JOIN pg_catalog.pg_namespace AS sn ON sn.oid = s.relnamespace
  JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.oid
  WHERE o.classid = 'pg_catalog.pg_class'::regclass
    AND o.refclassid = 'pg_catalog.pg_class'::regclass
    AND o.deptype IN ('a', 'i')
    AND o.refobjsubid > 0
  ORDER BY o.refobjid, o.refobjsubid, o.deptype DESC, s.oid
)
SELECT
  a.attrelid,
  a.attnum,
  a.attname,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.atttypmod <> -1 THEN format_type(a.atttypid, -1) END AS unmodified_type,
  a.attnotnull,
  nn.conname AS not_null_name,
  -- Without a table where no column can occur: to look it up takes time, and a lock.
  CASE WHEN a.atthasdef THEN
    pg_get_expr(df.adbin, CASE WHEN a.attgenerated <> '' THEN df.adrelid ELSE 0 END)
  END AS default_or_generated,
  a.attidentity,
  a.attgenerated,
  o.nspname AS sequence_schema,
  o.relname AS sequence_name,
  -- What differs from the defaults of CREATE SEQUENCE for the sequence's type and direction.
  CASE WHEN a.attidentity <> '' THEN
    concat_ws(' ',
      CASE WHEN o.seqstart <> CASE WHEN o.seqincrement > 0 THEN o.seqmin ELSE o.seqmax END
        THEN 'START WITH ' || o.seqstart END,
      CASE WHEN o.seqincrement <> 1 THEN 'INCREMENT BY ' || o.seqincrement END,
      CASE WHEN o.seqmin <> CASE WHEN o.seqincrement > 0 THEN 1 ELSE -w.most - 1 END
        THEN 'MINVALUE ' || o.seqmin END,
      CASE WHEN o.seqmax <> CASE WHEN o.seqincrement > 0 THEN w.most ELSE -1 END
        THEN 'MAXVALUE ' || o.seqmax END,
      CASE WHEN o.seqcache <> 1 THEN 'CACHE ' || o.seqcache END,
      CASE WHEN o.seqcycle THEN 'CYCLE' END)
  END AS sequence_options,
  CASE WHEN o.relacl IS NOT NULL THEN
    (SELECT json_agg(json_build_array(g.privilege_type,
                                      CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END,
                                      g.is_grantable)
                     ORDER BY g.grantee <> 0, pg_get_userbyid(g.grantee), g.privilege_type)
     FROM aclexplode(o.relacl) AS g
     WHERE g.grantee <> o.relowner)
  END AS sequence_privileges,
  con.nspname AS collation_schema,
  co.collname AS collation_name,
  CASE WHEN a.attstorage <> t.typstorage THEN
    CASE a.attstorage
      WHEN 'p' THEN 'PLAIN' WHEN 'm' THEN 'MAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED'
    END
  END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  coalesce(a.attstattarget, -1) AS statistics_target, -- NULL from 17 on
  CASE WHEN a.attacl IS NOT NULL THEN
    (SELECT json_agg(json_build_array(g.privilege_type,
                                      CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END,
                                      g.is_grantable)
                     ORDER BY g.grantee <> 0, pg_get_userbyid(g.grantee), g.privilege_type)
     FROM aclexplode(a.attacl) AS g
     WHERE g.grantee <> c.relowner)
  END AS privileges,
  -- Only what people can set: the server keeps notes of its own there.
  CASE WHEN a.attoptions::text LIKE '%n_distinct%' THEN
    (SELECT string_agg(format('%s=%L', split_part(x, '=', 1), substr(x, strpos(x, '=') + 1)), ', ')
     FROM unnest(a.attoptions) AS x
     WHERE x LIKE 'n_distinct%')
  END AS options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_constraint AS nn -- from 18 on
  ON nn.contype = 'n' AND nn.conrelid = a.attrelid AND nn.conkey[1] = a.attnum
LEFT JOIN pg_catalog.pg_attrdef AS df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
LEFT JOIN shown AS s ON s.relname = c.relname AND s.attname = a.attname
LEFT JOIN owned AS o ON o.refobjid = a.attrelid AND o.refobjsubid = a.attnum
LEFT JOIN LATERAL
  (SELECT CASE format_type(o.seqtypid, NULL)
            WHEN 'smallint' THEN 32767
            WHEN 'integer' THEN 2147483647
            ELSE 9223372036854775807
          END AS most) AS w ON o.seqtypid IS NOT NULL
LEFT JOIN pg_catalog.pg_collation AS co
  ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
LEFT JOIN pg_catalog.pg_namespace AS con ON con.oid = co.collnamespace
WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
ORDER BY a.attrelid, s.attnum, a.attnum
