#include "planner/statistics.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>

#include "planner/free_name.hpp"
#include "sql/expression.hpp"
#include "sql/parse.hpp"
#include "sql/table_ddl.hpp"

namespace zdm::planner {
namespace {

// CREATE STATISTICS name [(kinds)] ON elements FROM table, as the server prints it.
struct Definition {
  std::string kinds;     // "(ndistinct, mcv)" or empty: all
  std::string elements;  // "a, b, lower(c)"
};

bool is_word(const std::string& text, const Token& token, std::string_view word) {
  const auto found = std::string_view(text).substr(token.begin, token.end - token.begin);
  return std::equal(found.begin(), found.end(), word.begin(), word.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
}

Definition read_definition(const std::string& text) {
  const std::vector<Token> tokens = scan(text);
  const auto is = [&](std::string_view word) {
    return [&text, word](const Token& token) { return is_word(text, token, word); };
  };
  const auto on = std::find_if(tokens.begin(), tokens.end(), is("on"));
  const auto from = std::find_if(tokens.rbegin(), tokens.rend(), is("from"));
  const auto kinds = std::find_if(tokens.begin(), on, is("("));
  Definition read;
  if (on == tokens.end() || from == tokens.rend()) return read;
  read.elements = text.substr(on->end, from->begin - on->end);
  if (kinds != on) read.kinds = text.substr(kinds->begin, on->begin - kinds->begin);
  return read;
}

const ExtendedStatistics* before(const TableChange& change, const ExtendedStatistics& statistics) {
  for (const ExtendedStatistics& old : change.before->statistics)
    if (old.name == statistics.name) return &old;
  return nullptr;
}

// The elements under the names that the new version's columns have physically: replaced as in one
// expression, a row of them.
std::string elements_of(const TableChange& change, const ExtendedStatistics& statistics,
                        const Definition& definition) {
  const ExtendedStatistics& old = *before(change, statistics);
  std::map<Identifier, ColumnId> columns;
  for (std::size_t i = 0; i < old.columns.size(); ++i)
    columns[change.before->column(old.columns[i])->name] = statistics.columns.at(i);
  const std::string row = "ROW(";
  const std::string renamed =
      rename_columns({SqlExpression(row + definition.elements + ")"), columns}, change.columns)
          .text();
  return renamed.substr(row.size(), renamed.size() - row.size() - 1);
}

void make(Transaction& work, Transaction& undo, const TableWork& table,
          const StatisticsToMake& made) {
  const ExtendedStatistics& statistics = *made.statistics;
  const Definition definition = read_definition(statistics.definition);
  const QualifiedName name{statistics.name.schema, made.made_as};
  work.statements.push_back(ddl::create_statistics(
      table.table(), name, definition.kinds, elements_of(*table.change, statistics, definition)));
  undo.statements.push_back(ddl::drop_statistics(table.table(), name));
  if (statistics.target >= 0)
    work.statements.push_back(ddl::set_statistics_target(name, statistics.target));
  if (statistics.comment)
    work.statements.push_back(ddl::comment_on_statistics(name, *statistics.comment));
}

std::vector<Identifier> columns_of(const TableWork& work,
                                   const std::vector<StatisticsToMake>& all) {
  std::vector<Identifier> names;
  for (const StatisticsToMake& made : all)
    for (const ColumnId id : made.statistics->columns) {
      const Identifier& name = work.change->physical_name(id);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  return names;
}

}  // namespace

std::vector<StatisticsToMake> statistics_to_make(const TableChange& change) {
  std::vector<StatisticsToMake> found;
  if (!change.kept()) return found;
  std::set<Identifier> taken;
  for (const ExtendedStatistics& statistics : change.before->statistics)
    taken.insert(statistics.name.name);
  for (const ExtendedStatistics& statistics : change.after->statistics) {
    const ExtendedStatistics* old = before(change, statistics);
    if (old == nullptr || old->columns == statistics.columns) continue;
    const Identifier made_as = free_name(statistics.name.name, taken);
    taken.insert(made_as);
    found.push_back({&statistics, made_as});
  }
  return found;
}

std::vector<Step> statistics_steps(const std::vector<TableWork>& works) {
  std::vector<Step> steps;
  for (const TableWork& work : works) {
    const auto all = statistics_to_make(*work.change);
    if (all.empty()) continue;
    Transaction making, undo;
    for (const StatisticsToMake& made : all) make(making, undo, work, made);
    making.statements.push_back(ddl::analyze(work.table(), columns_of(work, all)));
    const std::string& name = work.table().name.str();
    steps.push_back({.id = "build.statistics." + name,
                     .phase = Phase::build,
                     .title = name + ": make its extended statistics anew",
                     .work = std::move(making),
                     .reversal = std::move(undo)});
  }
  return steps;
}

}  // namespace zdm::planner
