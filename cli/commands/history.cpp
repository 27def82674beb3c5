#include <algorithm>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "duration.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "json.hpp"
#include "number_text.hpp"

namespace zdm::cli {
namespace {

using Records = std::vector<run::MigrationRecord>;

std::string took(const run::MigrationRecord& record) {
  return duration_text(std::chrono::milliseconds(static_cast<long long>(record.seconds * 1000)));
}

// The first of those that ran as one.
std::string span_of(const run::MigrationRecord& record) {
  return record.span.size() > 1 ? std::to_string(record.span_id) : "";
}

std::string table(const Records& records) {
  std::vector<std::vector<std::string>> rows{
      {"id", "span", "migration", "status", "started", "by", "took", "version schema"}};
  for (const run::MigrationRecord& record : records)
    rows.push_back({std::to_string(record.id), span_of(record), record.name,
                    std::string(to_string(record.status)), record.started_at, record.started_by,
                    took(record), record.version_schema.str()});
  const bool has_spans =
      std::any_of(rows.begin() + 1, rows.end(), [](const auto& row) { return !row[1].empty(); });
  if (!has_spans)
    for (auto& row : rows) row.erase(row.begin() + 1);
  return columns(rows);
}

class History : public Command {
 public:
  std::string_view name() const override { return "history"; }
  std::string_view summary() const override { return "what ran, when, by whom, how long"; }
  std::string_view details() const override {
    return "Oldest first, with what was rolled back.\n\n"
           "--json: {\"migrations\": [{\"id\", \"name\", \"span\" (the names of all that ran as "
           "one with it),\n"
           "\"description\", \"version_schema\", \"status\", \"checksum\", \"started_by\", "
           "\"started_at\",\n"
           "\"completed_at\" (or rolled back; null while active), \"seconds\"}...]}. Times are "
           "ISO 8601\n"
           "in UTC.\n";
  }
  std::vector<Option> options() override { return {json_option(json_)}; }

  int run(const Globals& globals, Console& console) override {
    const Records records = Engine(globals, console)->history();
    if (json_)
      console.data(print({{"migrations", to_json(records)}}));
    else if (records.empty())
      console.message("no migration has run yet");
    else
      console.data(table(records));
    return kDone;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> history_command() { return std::make_unique<History>(); }

}  // namespace zdm::cli
