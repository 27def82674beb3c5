-- What depends on a column of a schema's tables and is neither an index nor a constraint of the
-- same table: attnum 0 where it needs the table and no column of it. Views of zdm's own version
-- schemas are left out.
-- psql -v schema=public -v version_schema= -f dependents.sql
WITH RECURSIVE tables AS (
  SELECT c.oid
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n
                          WHERE n.nspname = :'schema')
    AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition
),
-- The rules behind the views of zdm's own version schemas: as many in each as there are tables.
version_rules AS (
  SELECT r.oid
  FROM pg_catalog.pg_namespace AS n
  JOIN pg_catalog.pg_class AS v ON v.relnamespace = n.oid
  JOIN pg_catalog.pg_rewrite AS r ON r.ev_class = v.oid
  WHERE n.nspname = coalesce(:'version_schema', '')
     OR obj_description(n.oid, 'pg_namespace') LIKE 'zdm: version %'
),
partitions AS (
  SELECT h.inhrelid AS oid, t.oid AS root
  FROM tables AS t
  JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = t.oid
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = t.oid
  UNION ALL
  SELECT h.inhrelid, p.root
  FROM partitions AS p
  JOIN pg_catalog.pg_partitioned_table AS pt ON pt.partrelid = p.oid
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = p.oid
),
-- Every row of pg_depend that leads to a table: straight (what goes with the table is automatic,
-- but so are, up to 14, generated columns), ...
uses AS (
  SELECT t.oid AS table_oid, d.refobjsubid AS attnum, d.classid, d.objid, d.objsubid
  FROM tables AS t
  JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
  WHERE (d.deptype = 'n' OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objsubid > 0)
    AND NOT (d.classid = 'pg_catalog.pg_rewrite'::regclass
             AND d.objid IN (SELECT oid FROM version_rules))
  UNION ALL
  -- ... through the type of its rows, or of a partition's, ...
  SELECT t.root, 0, d.classid, d.objid, d.objsubid
  FROM (SELECT oid AS root, oid FROM tables UNION ALL SELECT root, oid FROM partitions) AS t
  JOIN pg_catalog.pg_type AS rt ON rt.typrelid = t.oid
  JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid IN (rt.oid, rt.typarray)
   AND d.deptype = 'n'
  UNION ALL
  -- ... through a constraint of it (a view that groups by the primary key), ...
  SELECT t.oid, k.attnum, d.classid, d.objid, d.objsubid
  FROM tables AS t
  JOIN pg_catalog.pg_constraint AS con ON con.conrelid = t.oid
  JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_constraint'::regclass AND d.refobjid = con.oid
  CROSS JOIN LATERAL unnest(con.conkey) AS k (attnum)
  WHERE d.classid IN ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_proc'::regclass)
  UNION ALL
  -- ... or through a sequence that one of its columns owns.
  SELECT t.oid, o.refobjsubid, d.classid, d.objid, d.objsubid
  FROM tables AS t
  JOIN pg_catalog.pg_depend AS o
    ON o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = t.oid AND o.refobjsubid > 0
   AND o.classid = 'pg_catalog.pg_class'::regclass AND o.deptype IN ('a', 'i')
  JOIN pg_catalog.pg_class AS q ON q.oid = o.objid AND q.relkind = 'S'
  JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = q.oid
  WHERE d.classid IN ('pg_catalog.pg_attrdef'::regclass, 'pg_catalog.pg_rewrite'::regclass,
                      'pg_catalog.pg_proc'::regclass)
),
-- What a partition has over a column and its table has not: it goes with the column, and nothing
-- makes it again.
partitions_own AS (
  SELECT p.root, p.oid, d.refobjsubid AS attnum, own.kind, own.name
  FROM partitions AS p
  JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = p.oid AND d.refobjsubid > 0
  LEFT JOIN pg_catalog.pg_class AS i
    ON d.classid = 'pg_catalog.pg_class'::regclass AND i.oid = d.objid
   AND i.relkind IN ('i', 'I') AND NOT i.relispartition
  LEFT JOIN pg_catalog.pg_constraint AS con
    ON d.classid = 'pg_catalog.pg_constraint'::regclass AND con.oid = d.objid
   AND con.conrelid = p.oid AND con.conparentid = 0 AND con.coninhcount = 0
   AND con.contype IN ('c', 'f', 'p', 'u', 'x')
  LEFT JOIN pg_catalog.pg_statistic_ext AS s
    ON d.classid = 'pg_catalog.pg_statistic_ext'::regclass AND s.oid = d.objid
  LEFT JOIN pg_catalog.pg_policy AS y
    ON d.classid = 'pg_catalog.pg_policy'::regclass AND y.oid = d.objid
  LEFT JOIN pg_catalog.pg_trigger AS t
    ON d.classid = 'pg_catalog.pg_trigger'::regclass AND t.oid = d.objid
   AND t.tgparentid = 0 AND NOT t.tgisinternal
  CROSS JOIN LATERAL (VALUES ('index', i.relname), ('constraint', con.conname),
                             ('statistics', s.stxname), ('policy', y.polname),
                             ('trigger', t.tgname)) AS own (kind, name)
  WHERE own.name IS NOT NULL
  UNION ALL
  SELECT p.root, p.oid, k.attnum, own.kind, c.relname
  FROM partitions AS p
  JOIN pg_catalog.pg_index AS i ON i.indrelid = p.oid
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid AND c.relispartition
  CROSS JOIN LATERAL unnest(i.indkey::smallint[]) AS k (attnum)
  CROSS JOIN LATERAL (VALUES ('CLUSTER mark on index', i.indisclustered),
                             ('replica identity by index', i.indisreplident)) AS own (kind, there)
  WHERE k.attnum > 0 AND own.there
  UNION ALL
  SELECT p.root, p.oid, a.attnum, own.kind, a.attname
  FROM partitions AS p
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = p.root AND ra.attname = a.attname
  LEFT JOIN pg_catalog.pg_attrdef AS df ON df.adrelid = p.oid AND df.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_attrdef AS rdf ON rdf.adrelid = p.root AND rdf.adnum = ra.attnum
  CROSS JOIN LATERAL
    (SELECT (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(a.attoptions) AS x
             WHERE x LIKE 'n\_distinct%') AS own,
            (SELECT string_agg(x, ',' ORDER BY x) FROM unnest(ra.attoptions) AS x
             WHERE x LIKE 'n\_distinct%') AS of_table) AS options
  CROSS JOIN LATERAL (VALUES
    ('privileges on column', a.attacl IS NOT NULL),
    ('default of column', pg_get_expr(df.adbin, p.oid) <> coalesce(pg_get_expr(rdf.adbin, p.root), '')
                          AND a.attgenerated = ''),
    ('settings of column', a.attstattarget >= 0 AND a.attstattarget IS DISTINCT FROM ra.attstattarget
                           OR a.attstorage <> ra.attstorage OR a.attcompression <> ra.attcompression
                           OR options.own <> coalesce(options.of_table, '')),
    ('comment on column', col_description(p.oid, a.attnum) IS NOT NULL)) AS own (kind, there)
  WHERE own.there
),
dependents AS (
  -- Views, materialized views and rules.
  SELECT
    u.table_oid, u.attnum,
    CASE v.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'rule' END AS kind,
    CASE WHEN v.relkind IN ('v', 'm') THEN n.nspname END AS schema,
    CASE WHEN v.relkind IN ('v', 'm') THEN v.relname ELSE r.rulename END AS name,
    NULL::text AS arguments,
    CASE WHEN v.relkind NOT IN ('v', 'm') AND v.oid <> u.table_oid THEN v.oid END AS on_table
  FROM uses AS u
  JOIN pg_catalog.pg_rewrite AS r
    ON u.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = u.objid
   AND (r.ev_class <> u.table_oid OR u.attnum > 0)
  JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
  JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
  WHERE r.oid NOT IN (SELECT oid FROM version_rules)
  UNION
  -- Views of a partition: its columns go with the table's of the same name.
  SELECT p.root, ra.attnum,
         CASE v.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'rule' END,
         CASE WHEN v.relkind IN ('v', 'm') THEN n.nspname END,
         CASE WHEN v.relkind IN ('v', 'm') THEN v.relname ELSE r.rulename END, NULL, NULL
  FROM partitions AS p
  JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = p.oid AND d.refobjsubid > 0
   AND d.classid = 'pg_catalog.pg_rewrite'::regclass
  JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
  JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.oid AND a.attnum = d.refobjsubid
  JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = p.root AND ra.attname = a.attname
  UNION
  SELECT u.table_oid, u.attnum, 'policy', NULL, p.polname, NULL,
         CASE WHEN p.polrelid <> u.table_oid THEN p.polrelid END
  FROM uses AS u
  JOIN pg_catalog.pg_policy AS p ON u.classid = 'pg_catalog.pg_policy'::regclass AND p.oid = u.objid
  WHERE p.polrelid <> u.table_oid OR u.attnum > 0
  UNION
  -- Those with a body in SQL, and those that take or return the table's rows.
  SELECT u.table_oid, u.attnum, CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
         n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), NULL
  FROM uses AS u
  JOIN pg_catalog.pg_proc AS p ON u.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = u.objid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
  WHERE NOT EXISTS (  -- a range type's own
    SELECT FROM pg_catalog.pg_depend AS o
    WHERE o.classid = u.classid AND o.objid = u.objid AND o.deptype = 'i')
  UNION
  -- Types around the table's rows.
  SELECT u.table_oid, u.attnum,
         CASE y.typtype WHEN 'c' THEN 'composite type' WHEN 'd' THEN 'domain' ELSE 'range type' END,
         n.nspname, y.typname, NULL, NULL
  FROM uses AS u
  LEFT JOIN pg_catalog.pg_class AS yc
    ON u.classid = 'pg_catalog.pg_class'::regclass AND yc.oid = u.objid AND yc.relkind = 'c'
  JOIN pg_catalog.pg_type AS y
    ON y.oid = yc.reltype
    OR u.classid = 'pg_catalog.pg_type'::regclass AND y.oid = u.objid AND y.typtype IN ('d', 'r')
  JOIN pg_catalog.pg_namespace AS n ON n.oid = y.typnamespace
  UNION
  -- Generated columns; up to 14 it is the column itself that depends, later its expression. Columns
  -- of other tables: their default needs a sequence, or their type is the table's.
  SELECT u.table_oid, u.attnum,
         CASE WHEN a.attgenerated <> '' THEN 'generated column'
              WHEN u.classid = 'pg_catalog.pg_attrdef'::regclass THEN 'default of column'
              ELSE 'column' END,
         NULL, a.attname, NULL, CASE WHEN a.attrelid <> u.table_oid THEN a.attrelid END
  FROM uses AS u
  LEFT JOIN pg_catalog.pg_attrdef AS df
    ON u.classid = 'pg_catalog.pg_attrdef'::regclass AND df.oid = u.objid
  JOIN pg_catalog.pg_attribute AS a
    ON a.attrelid = CASE WHEN df.oid IS NOT NULL THEN df.adrelid ELSE u.objid END
   AND a.attnum = CASE WHEN df.oid IS NOT NULL THEN df.adnum ELSE u.objsubid END
   AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_class AS ac ON ac.oid = a.attrelid AND ac.relkind IN ('r', 'p', 'f')
  WHERE u.classid IN ('pg_catalog.pg_attrdef'::regclass, 'pg_catalog.pg_class'::regclass)
    AND (a.attrelid <> u.table_oid OR u.attnum > 0 AND a.attnum <> u.attnum)
  UNION
  SELECT u.table_oid, u.attnum, 'trigger', NULL, t.tgname, NULL,
         CASE WHEN t.tgrelid <> u.table_oid THEN t.tgrelid END
  FROM uses AS u
  JOIN pg_catalog.pg_trigger AS t
    ON u.classid = 'pg_catalog.pg_trigger'::regclass AND t.oid = u.objid AND NOT t.tgisinternal
  WHERE t.tgrelid <> u.table_oid OR u.attnum > 0
  UNION
  -- Those with a column list or a row filter.
  SELECT u.table_oid, u.attnum, 'publication', NULL, p.pubname, NULL, NULL
  FROM uses AS u
  JOIN pg_catalog.pg_publication_rel AS r
    ON u.classid = 'pg_catalog.pg_publication_rel'::regclass AND r.oid = u.objid
  JOIN pg_catalog.pg_publication AS p ON p.oid = r.prpubid
  WHERE u.attnum > 0
  UNION
  -- Foreign keys of tables that are none of the schema's.
  SELECT u.table_oid, u.attnum, 'foreign key', NULL, con.conname, NULL, con.conrelid
  FROM uses AS u
  JOIN pg_catalog.pg_constraint AS con
    ON u.classid = 'pg_catalog.pg_constraint'::regclass AND con.oid = u.objid
   AND con.contype = 'f' AND con.conparentid = 0
  JOIN pg_catalog.pg_class AS fc ON fc.oid = con.conrelid
  JOIN pg_catalog.pg_namespace AS fn ON fn.oid = fc.relnamespace
  WHERE con.confrelid = u.table_oid
    AND u.attnum > 0
    AND (fn.nspname <> :'schema' OR fc.relispartition)
  UNION
  -- ... and those that point to one partition alone.
  SELECT p.root, ra.attnum, 'foreign key', NULL, con.conname, NULL, con.conrelid
  FROM partitions AS p
  JOIN pg_catalog.pg_constraint AS con
    ON con.confrelid = p.oid AND con.contype = 'f' AND con.conparentid = 0
  CROSS JOIN LATERAL unnest(con.confkey) AS k (attnum)
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.oid AND a.attnum = k.attnum
  JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = p.root AND ra.attname = a.attname
  UNION
  SELECT o.root, ra.attnum, 'partition''s ' || o.kind, NULL, o.name, NULL, o.oid
  FROM partitions_own AS o
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = o.oid AND a.attnum = o.attnum
  JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = o.root AND ra.attname = a.attname
  UNION
  SELECT t.oid, a.attnum, 'parent table', pn.nspname, pc.relname, NULL, NULL
  FROM tables AS t
  JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = t.oid
  JOIN pg_catalog.pg_class AS pc ON pc.oid = h.inhparent
  JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
  JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = pc.oid AND pa.attnum > 0
  JOIN pg_catalog.pg_attribute AS a
    ON a.attrelid = t.oid AND a.attname = pa.attname AND a.attinhcount > 0
  UNION
  -- The type that a typed table is of gives it all its columns, and the table itself its shape.
  SELECT t.oid, a.attnum, 'type', yn.nspname, y.typname, NULL, NULL
  FROM tables AS t
  JOIN pg_catalog.pg_class AS tc ON tc.oid = t.oid
  JOIN pg_catalog.pg_type AS y ON y.oid = tc.reloftype
  JOIN pg_catalog.pg_namespace AS yn ON yn.oid = y.typnamespace
  CROSS JOIN LATERAL
    (SELECT 0 AS attnum
     UNION ALL
     SELECT c.attnum FROM pg_catalog.pg_attribute AS c
     WHERE c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped) AS a
)
SELECT d.table_oid, d.attnum, d.kind, d.schema, d.name, d.arguments,
       n.nspname AS of_schema, c.relname AS of_table
FROM dependents AS d
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = d.on_table
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY d.table_oid, d.attnum, d.kind, d.schema, d.name, d.arguments, n.nspname, c.relname
