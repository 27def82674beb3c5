#include "harness/checks/check.hpp"

namespace zdm::harness {
namespace {

// $1: the state schema, $2: the version schema that may be there, or NULL. The columns of an index
// are not looked at: they have the names that the table's had when it was built, as after any
// RENAME COLUMN of PostgreSQL's, and nothing goes by them.
constexpr std::string_view kLeftovers = R"(
WITH schemas AS (
  SELECT oid, nspname FROM pg_namespace
  WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' AND nspname <> $1
), names (kind, schema, name) AS (
  SELECT 'relation', nspname, relname FROM pg_class JOIN schemas n ON n.oid = relnamespace
  UNION ALL
  SELECT 'column', nspname, relname || '.' || attname
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN schemas n ON n.oid = relnamespace
  WHERE NOT attisdropped AND c.relkind NOT IN ('i', 'I')
  UNION ALL
  SELECT 'constraint', nspname, conname FROM pg_constraint JOIN schemas n ON n.oid = connamespace
  UNION ALL
  SELECT 'function', nspname, proname FROM pg_proc JOIN schemas n ON n.oid = pronamespace
  UNION ALL
  SELECT 'trigger', nspname, tgname
  FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN schemas n ON n.oid = relnamespace
)
SELECT kind || ' ' || schema || '.' || name FROM names WHERE name LIKE '%zdm%'
UNION ALL
SELECT 'invalid index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid
UNION ALL
SELECT 'unvalidated constraint ' || conname || ' on ' || conrelid::regclass
FROM pg_constraint WHERE NOT convalidated
UNION ALL
SELECT 'schema ' || nspname FROM schemas n
WHERE nspname IS DISTINCT FROM $2
  AND EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid AND relkind = 'v')
  AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid AND relkind NOT IN ('v', 'S'))
UNION ALL
SELECT 'routine ' || oid::regprocedure FROM pg_proc
WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
ORDER BY 1)";

// What was NOT VALID before stays so.
bool is_unvalidated_before(const std::string& leftover, const Scenario& scenario) {
  constexpr std::string_view kKind = "unvalidated constraint ";
  if (!leftover.starts_with(kKind)) return false;
  const std::string name = leftover.substr(kKind.size(), leftover.find(" on ") - kKind.size());
  return scenario.tables_sql.find("CONSTRAINT " + name + " ") != std::string::npos &&
         scenario.tables_sql.find("NOT VALID") != std::string::npos;
}

// Some cases have names like zdm's in their own tables.
bool is_the_cases_own(const std::string& leftover, const Scenario& scenario) {
  if (is_unvalidated_before(leftover, scenario)) return true;
  const std::string name = leftover.substr(leftover.rfind('.') + 1);
  return scenario.tables_sql.find('"' + name + '"') != std::string::npos;
}

}  // namespace

std::string leftovers(Rehearsal& rehearsal, const std::optional<Identifier>& live) {
  pg::Value version;
  if (live) version = live->str();
  std::string text;
  for (const pg::Row& row :
       rehearsal.superuser().query(kLeftovers, {std::string(kStateSchema), version}).rows)
    if (!is_the_cases_own(row[0].value_or(""), rehearsal.scenario()))
      text += row[0].value_or("") + "\n";
  return text;
}

}  // namespace zdm::harness
