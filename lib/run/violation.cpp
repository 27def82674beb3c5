#include "run/violation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "embedded/sql.hpp"
#include "pg/psql_query.hpp"
#include "sql/sql.hpp"

namespace zdm::run {
namespace {

constexpr std::string_view kNotUnique = "23505";
constexpr std::string_view kNoReference = "23503";
constexpr std::string_view kExcluded = "23P01";

// To look for rows takes about as long as the work that failed, and nobody has asked for it.
constexpr int kPatienceSeconds = 30;

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

// "_zdm_new_name" is "new name" to people, as in the proofs of rules.
std::string by_clients_names(std::string text, const Plan& plan) {
  for (const MappedTable& table : plan.tables)
    for (const MappedColumn& column : table.columns)
      if (column.new_name && column.physical != *column.new_name && !column.old_name)
        replace_all(text, column.physical.str(), "new " + column.new_name->str());
  return text;
}

// What is wrong, and a query for the rows that are it.
struct Search {
  std::string found;
  std::string query;
};

std::optional<Search> search_by(pg::Session& session, std::string_view query,
                                const pg::PsqlVariables& about) {
  const std::vector<pg::Row> rows = pg::run_query(session, query, about);
  if (rows.empty()) return std::nullopt;
  return Search{rows[0].at(0).value_or(""), rows[0].at(1).value_or("")};
}

// Without rows where they cannot be found in time, or nobody may read them: the server's own words
// have to do then.
template <typename Find>
Error with_rows(RunContext& context, const Step& step, const Error& error, Find find) {
  pg::Session& session = *context.session;
  std::string what = error.what();
  try {
    session.transaction([&] {
      session.query(sql("SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = '{}s'",
                        static_cast<long long>(context.options.lock.timeout.count()),
                        kPatienceSeconds)
                        .text());
      const std::optional<Search> search = find(session);
      if (!search) return;
      const pg::Rows rows = session.query(search->query + fmt::format(" LIMIT {}", kRowsTold + 1));
      if (!rows.empty())
        what = fmt::format("{}: {}; found:{}", step.title, search->found, as_examples(rows));
    });
  } catch (const Error& second) {
    if (is_connection_error(second) || second.kind() == ErrorKind::interrupted) throw;
  }
  return {ErrorKind::failed, by_clients_names(std::move(what), context.plan), kChangeRows,
          error.sqlstate()};
}

std::string to_text(const pg::Rows& rows, std::size_t i) {
  std::string text;
  for (std::size_t column = 0; column < rows.columns.size(); ++column)
    text += fmt::format("{}{} = {}", column > 0 ? ", " : "", rows.columns[column],
                        rows.rows[i][column].value_or("NULL"));
  return text;
}

}  // namespace

std::string as_examples(const pg::Rows& rows) {
  std::string examples;
  for (std::size_t i = 0; i < rows.rows.size() && i < kRowsTold; ++i)
    examples += "\n  " + to_text(rows, i);
  if (rows.rows.size() > kRowsTold) examples += "\n  and more";
  return examples;
}

Error violated_by_index(RunContext& context, const Step& step, const QualifiedName& index,
                        const Error& error) {
  if (error.sqlstate() != kNotUnique) return error;
  return with_rows(context, step, error, [&](pg::Session& session) {
    return search_by(session, embedded::queries::equal_rows,
                     {{"schema", index.schema.str()}, {"index", index.name.str()}});
  });
}

Error violated_by_constraint(RunContext& context, const Step& step, const Error& error) {
  if (error.sqlstate() != kNoReference && error.sqlstate() != kExcluded) return error;
  return with_rows(context, step, error, [&](pg::Session& session) {
    return error.sqlstate() == kNoReference
               ? search_by(session, embedded::queries::lost_references, {{"message", error.what()}})
               : std::nullopt;
  });
}

}  // namespace zdm::run
