#include "harness/crash/client_probe.hpp"

#include <fmt/format.h>

#include <vector>

#include "sql/sql.hpp"

namespace zdm::harness {
namespace {

// Tables, each with its columns.
constexpr std::string_view kTables = R"(
SELECT quote_ident(relname), string_agg(quote_ident(attname), ', ' ORDER BY attnum),
       min(quote_ident(attname)) FILTER (WHERE attnum = 1)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute ON attrelid = c.oid
WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
  AND attnum > 0 AND NOT attisdropped
GROUP BY relname ORDER BY relname LIMIT 8)";

// {}: the statements as an array. ZZ000: nothing was wrong. What a version refuses for good reasons
// is not looked at: a copy of a row may break a unique constraint that only the new version has,
// rows that others reference stay as long as these do, and a column that is GENERATED ALWAYS in the
// end is a plain one until then.
constexpr std::string_view kScript = R"(
DO $probe$
DECLARE
  its_statement text;
  outcome text := '';
  state text;
BEGIN
  FOREACH its_statement IN ARRAY {} LOOP
    BEGIN
      EXECUTE its_statement;
      RAISE EXCEPTION USING ERRCODE = 'ZZ000';
    EXCEPTION WHEN OTHERS THEN
      state := SQLSTATE;
      IF its_statement LIKE 'INSERT%' AND state IN ('23505', '23P01')
        OR its_statement LIKE 'DELETE%' AND state IN ('23503', '23001') OR state = '428C9'
      THEN state := 'ZZ000'; END IF;
      outcome := outcome || its_statement || ': ' || state
        || CASE WHEN state = 'ZZ000' THEN '' ELSE ' ' || SQLERRM END || E'\n';
    END;
  END LOOP;
  PERFORM set_config('probe.outcome', outcome, false);
END $probe$)";

}  // namespace

std::string probe_of_version(pg::Session& session, const Identifier& version,
                             const Identifier& base) {
  std::vector<Sql> statements;
  const auto add = [&](const std::string& text) { statements.push_back(sql("{}", Literal{text})); };
  for (const pg::Row& row : session.query(kTables, {version.quoted()}).rows) {
    const std::string table = row.at(0).value_or(""), columns = row.at(1).value_or("");
    add(fmt::format("SELECT {} FROM {}", columns, table));
    if (row.at(2)) add(fmt::format("UPDATE {0} SET {1} = {1}", table, *row.at(2)));
    add(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {0} LIMIT 1", table, columns));
    add(fmt::format("DELETE FROM {}", table));
  }
  const Sql array = sql("ARRAY[{}]::text[]", join(statements, ", "));
  return sql("SET search_path = {}, {}; SET lock_timeout = '5s';", version, base).text() +
         fmt::format(fmt::runtime(kScript), array.text());
}

std::string outcome_of_probe(pg::Session& session, const std::string& probe) {
  session.query(probe);
  return session.query("SELECT current_setting('probe.outcome')").value();
}

}  // namespace zdm::harness
