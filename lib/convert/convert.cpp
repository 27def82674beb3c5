#include "convert/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "convert/grouping.hpp"
#include "convert/left_out.hpp"
#include "convert/parts.hpp"
#include "convert/reading.hpp"
#include "convert/written_order.hpp"
#include "lint/sql_file.hpp"
#include "migration/migration_text.hpp"

namespace zdm::convert {
namespace {

struct Read {
  std::vector<Change> changes;
  std::vector<Note> notes;
  std::set<std::size_t> left_out;
};

Read read_script(const lint::Script& script, const Identifier& schema) {
  Read read;
  Context context{.schema = schema.str()};
  Grouping grouping;
  for (std::size_t i = 0; i < script.statements.size(); ++i) {
    Changes changes = read_statement(script.statements[i], context);
    if (changes.empty()) read.left_out.insert(i);
    for (Change& change : changes) {
      change.statements = {i};
      grouping.add(std::move(change));
    }
  }
  read.changes = std::move(grouping).changes();
  read.notes = std::move(context.notes);
  return read;
}

Finding sql_finding(const Change& change, Moment moment) {
  const bool at_start = moment == Moment::start;
  const bool irreversible = at_start && change.down.empty();
  std::string message = change.why_sql.empty() ? "no operation does this" : change.why_sql;
  message += at_start ? ": it becomes sql" : ": it becomes sql, run at complete";
  return {.code = "no-operation",
          .severity = irreversible ? Severity::warning : Severity::note,
          .place = {},
          .message = std::move(message),
          .hint = irreversible ? "fill in \"down\", or \"irreversible\" with the reason" : ""};
}

void add_part(Conversion& conversion, const Part& part, std::vector<Note>& notes) {
  for (const Change& change : part) {
    if (change.kind == Kind::sql)
      notes.push_back({change.offset, sql_finding(change, moment_of(change, part))});
    notes.insert(notes.end(), change.notes.begin(), change.notes.end());
  }
  conversion.migrations.push_back(in_written_order({{"operations", operations_of(part)}}));
}

Counts counts_of(const lint::Script& script, const Read& read) {
  std::set<std::size_t> sql;
  for (const Change& change : read.changes)
    if (change.kind == Kind::sql) sql.insert(change.statements.begin(), change.statements.end());
  const std::size_t others = sql.size() + read.left_out.size();
  return {script.statements.size() - others, sql.size(), read.left_out.size()};
}

Findings placed(std::vector<Note> notes, const std::string& file, const std::string& text) {
  std::stable_sort(notes.begin(), notes.end(),
                   [](const Note& a, const Note& b) { return a.offset < b.offset; });
  const lint::Lines lines(file, text);
  Findings findings;
  for (Note& note : notes) {
    note.finding.place = lines.place(note.offset);
    findings.push_back(std::move(note.finding));
  }
  return findings;
}

}  // namespace

Conversion convert_sql(const std::string& file, const std::string& text, const Identifier& schema) {
  Conversion conversion;
  if (conversion.findings = lint::sql_file_problem(file, text); !conversion.findings.empty())
    return conversion;
  const lint::Script script = lint::parse_script(lint::without_byte_order_mark(text));
  Read read = read_script(script, schema);
  tell_what_is_left_out(read.changes);
  conversion.counts = counts_of(script, read);
  std::vector<Note> notes = std::move(read.notes);
  for (const Part& part : in_parts(std::move(read.changes))) add_part(conversion, part, notes);
  if (conversion.migrations.empty())
    conversion.migrations.push_back({{"operations", nlohmann::ordered_json::array()}});
  conversion.findings = placed(std::move(notes), file, script.text);
  return conversion;
}

std::string operation_for(const std::string& sql, std::string_view operation,
                          const Identifier& schema) {
  const Conversion conversion = convert_sql({}, sql, schema);
  if (has_errors(conversion.findings) || conversion.migrations.size() != 1) return {};
  const auto& operations = conversion.migrations.front().at("operations");
  const bool is_it = operations.size() == 1 && operations.front().contains(std::string(operation));
  return is_it && operation != "sql" ? on_one_line(operations.front()) : std::string();
}

}  // namespace zdm::convert
