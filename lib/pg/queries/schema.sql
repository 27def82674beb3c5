-- The schema itself: its owner, who may use it, every name that is taken in it, and
-- every schema of the database, and what others get on new tables. One row, or none.
-- psql -v schema=public -f schema.sql
SELECT
  pg_get_userbyid(n.nspowner) AS owner,
  (SELECT json_agg(json_build_array(g.privilege_type,
                                    CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END,
                                    g.is_grantable)
                   ORDER BY g.grantee <> 0, pg_get_userbyid(g.grantee), g.privilege_type)
   FROM aclexplode(n.nspacl) AS g) AS privileges,
  -- PostgreSQL renames a type that it made for arrays when somebody wants its name.
  (SELECT json_agg(name)
   FROM (SELECT c.relname AS name
         FROM pg_catalog.pg_class AS c
         WHERE c.relnamespace = n.oid
         UNION
         SELECT t.typname
         FROM pg_catalog.pg_type AS t
         LEFT JOIN pg_catalog.pg_type AS e ON e.typarray = t.oid
         WHERE t.typnamespace = n.oid AND e.oid IS NULL) AS taken) AS names,
  (SELECT json_agg(every.nspname) FROM pg_catalog.pg_namespace AS every) AS schemas,
  (SELECT json_agg(json_build_array(g.kind, g.grantee, g.is_grantable)
                   ORDER BY g.grantee IS NOT NULL, g.grantee, g.kind)
   FROM (SELECT DISTINCT g.privilege_type AS kind, g.is_grantable,
           CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END AS grantee
         FROM pg_catalog.pg_default_acl AS d, aclexplode(d.defaclacl) AS g
         WHERE pg_get_userbyid(d.defaclrole) = current_user
           AND d.defaclobjtype = 'r'
           AND d.defaclnamespace IN (0, n.oid)
           AND g.grantee <> d.defaclrole) AS g) AS default_privileges,
  (SELECT json_agg(json_build_array(g.kind, g.grantee, g.is_grantable)
                   ORDER BY g.grantee IS NOT NULL, g.grantee, g.kind)
   FROM (SELECT DISTINCT g.privilege_type AS kind, g.is_grantable,
           CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END AS grantee
         FROM pg_catalog.pg_default_acl AS d, aclexplode(d.defaclacl) AS g
         WHERE pg_get_userbyid(d.defaclrole) = current_user
           AND d.defaclobjtype = 'r'
           AND d.defaclnamespace = 0
           AND g.grantee <> d.defaclrole) AS g) AS default_privileges_anywhere
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname = :'schema'
