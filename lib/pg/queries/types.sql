-- What is to be known of types, by their oids.
-- psql -v oids={1700,114} -f types.sql
WITH RECURSIVE chain AS (
  -- A type and, if it is a domain, all that is under it.
  SELECT t.oid AS asked, 1 AS depth, t.*
  FROM pg_catalog.pg_type AS t
  WHERE t.oid = ANY (:'oids'::oid[])
  UNION ALL
  SELECT c.asked, c.depth + 1, t.*
  FROM chain AS c
  JOIN pg_catalog.pg_type AS t ON t.oid = c.typbasetype
  WHERE c.typtype = 'd'
)
SELECT
  t.oid,
  format_type(t.oid, -1) AS name,
  t.typtype = 'p' OR NOT t.typisdefined AS is_pseudo,
  has_type_privilege(t.oid, 'USAGE') AS may_use,
  t.typcollation <> 0 AS is_collatable,
  EXISTS (SELECT FROM chain AS d
          WHERE d.asked = t.oid AND d.typtype = 'd'
            AND (d.typnotnull
                 OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS con
                            WHERE con.contypid = d.oid))) AS is_constrained,
  -- As the server looks for the = of a type: the default classes of btree and hash.
  EXISTS (SELECT FROM pg_catalog.pg_opclass AS oc
          JOIN pg_catalog.pg_am AS am ON am.oid = oc.opcmethod AND am.amname IN ('btree', 'hash')
          WHERE oc.opcdefault
            AND (oc.opcintype IN (e.oid,
                                  CASE e.typtype
                                    WHEN 'e' THEN 'anyenum'::regtype WHEN 'r' THEN 'anyrange'
                                    WHEN 'm' THEN 'anymultirange' WHEN 'c' THEN 'record'
                                  END)
                 -- Binary coercible, as varchar is to text.
                 OR EXISTS (SELECT FROM pg_catalog.pg_cast AS k
                            WHERE k.castsource = e.oid AND k.casttarget = oc.opcintype
                              AND k.castmethod = 'b' AND k.castcontext = 'i'))) AS has_equality
FROM pg_catalog.pg_type AS t
JOIN chain AS b ON b.asked = t.oid AND b.typtype <> 'd'
-- Arrays are equal where their elements are.
JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN b.typcategory = 'A' AND b.typelem <> 0
                                             THEN b.typelem ELSE b.oid END
WHERE t.oid = ANY (:'oids'::oid[])
