-- The tables of a schema, by name: no partitions, and none that belong to an extension.
-- psql -v schema=public -f tables.sql
SELECT
  c.oid,
  c.relname,
  c.relkind = 'p' AS partitioned,
  pg_get_userbyid(c.relowner) AS owner,
  (SELECT json_agg(json_build_array(g.privilege_type,
                                    CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END,
                                    g.is_grantable)
                   ORDER BY g.grantee <> 0, pg_get_userbyid(g.grantee), g.privilege_type)
   FROM aclexplode(c.relacl) AS g
   WHERE g.grantee <> c.relowner) AS privileges,
  c.relrowsecurity,
  c.relkind = 'r' AND c.relhassubclass
    AND EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid) AS has_children,
  c.relpersistence = 'u' AS unlogged,
  CASE c.relreplident
    WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index'
  END AS replica_identity,
  CASE WHEN c.relreplident = 'i' THEN
    (SELECT ic.relname
     FROM pg_catalog.pg_index AS i
     JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
     WHERE i.indrelid = c.oid AND i.indisreplident)
  END AS replica_identity_index,
  c.relnatts,
  size.rows,
  -- Not pg_relation_size, which looks at files and waits for locks.
  size.pages * current_setting('block_size')::bigint AS bytes,
  (SELECT json_agg(p.pubname ORDER BY p.pubname)
   FROM pg_catalog.pg_publication_rel AS r
   JOIN pg_catalog.pg_publication AS p ON p.oid = r.prpubid
   WHERE r.prrelid = c.oid
     AND prattrs IS NOT NULL) AS publications -- the server's column, or else that of before_15
FROM (SELECT NULL::int2vector AS prattrs) AS before_15
CROSS JOIN pg_catalog.pg_class AS c
CROSS JOIN LATERAL
  (SELECT greatest(c.reltuples, 0)::bigint AS rows, greatest(c.relpages, 0)::bigint AS pages
   WHERE c.relkind = 'r'
   UNION ALL
   SELECT coalesce(sum(greatest(l.reltuples, 0)), 0)::bigint,
          coalesce(sum(greatest(l.relpages, 0)), 0)::bigint
   FROM pg_partition_tree(CASE WHEN c.relkind = 'p' THEN c.oid END::regclass) AS p
   JOIN pg_catalog.pg_class AS l ON l.oid = p.relid AND p.isleaf
   HAVING c.relkind = 'p') AS size
WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = :'schema')
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid
                    AND e.deptype = 'e')
ORDER BY c.relname
