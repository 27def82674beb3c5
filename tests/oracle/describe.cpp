#include "oracle/describe.hpp"

#include <fmt/format.h>

#include <array>

#include "embedded/descriptions.hpp"
#include "pg/psql_query.hpp"
#include "sql/sql.hpp"

namespace zdm::oracle {
namespace {

namespace texts = embedded::descriptions;

std::string lines(pg::Session& session, std::string_view query, const Identifier& schema) {
  std::string text;
  for (const pg::Row& row : pg::run_query(session, query, {{"schema", schema.str()}}))
    text += row.at(0).value_or("") + "\n";
  return text;
}

std::string left_out_of(const ColumnNames& columns, const std::string& table) {
  std::string text = "ARRAY[]::text[]";
  for (const auto& [of, column] : columns)
    if (of == table) text += " || " + to_sql(Literal{column}) + "::text";
  return text;
}

}  // namespace

std::string describe(pg::Session& session, const Identifier& schema) {
  constexpr std::array kQueries{texts::relations,  texts::columns,     texts::sequences,
                                texts::indexes,    texts::constraints, texts::triggers,
                                texts::statistics, texts::policies,    texts::types};
  std::string text;
  for (std::string_view query : kQueries) text += lines(session, query, schema);
  return text;
}

std::string column_order(pg::Session& session, const Identifier& schema) {
  return lines(session, texts::column_order, schema);
}

std::string rows(pg::Session& session, const Identifier& schema, const ColumnNames& left_out) {
  std::string text;
  for (const pg::Row& table : pg::run_query(session, texts::tables, {{"schema", schema.str()}})) {
    const std::string& name = *table.at(0);
    text += "rows of " + name + "\n";
    const auto found = session.query(
        fmt::format("SELECT (to_jsonb(_row) - ({}))::text FROM {} AS _row ORDER BY 1",
                    left_out_of(left_out, name), QualifiedName{schema, Identifier(name)}.quoted()));
    for (const pg::Row& row : found.rows) text += "  " + row.at(0).value_or("") + "\n";
  }
  return text + lines(session, texts::positions, schema);
}

}  // namespace zdm::oracle
