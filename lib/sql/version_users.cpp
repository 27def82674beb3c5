#include "sql/version_users.hpp"

namespace zdm {

// A view uses another through its rewrite rule. What goes along with the view by itself (its row
// type, its rules and triggers) depends on it in other ways than 'n'; see "pg_depend"
// (catalog-pg-depend) in PostgreSQL's manual.
Sql users_of_version(const Identifier& version_schema) {
  return sql(
      "SELECT DISTINCT pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0) || ' is used by "
      "'\n"
      "  || CASE WHEN u.oid IS NULL THEN pg_catalog.pg_describe_object(d.classid, d.objid, 0)\n"
      "     ELSE "
      "pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, u.oid, 0) END\n"
      "  AS what\n"
      "FROM pg_catalog.pg_depend d\n"
      "  JOIN pg_catalog.pg_class v ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass\n"
      "    AND v.oid = d.refobjid\n"
      "  LEFT JOIN pg_catalog.pg_rewrite r ON d.objid = r.oid\n"
      "    AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass\n"
      "  LEFT JOIN pg_catalog.pg_class u ON u.oid = r.ev_class\n"
      "WHERE v.relnamespace = pg_catalog.to_regnamespace({}) AND d.deptype = 'n'\n"
      "  AND u.relnamespace IS DISTINCT FROM v.relnamespace",
      Literal{version_schema.quoted()});
}

}  // namespace zdm
