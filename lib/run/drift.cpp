#include "run/drift.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "run/lock_patience.hpp"

namespace zdm::run {
namespace {

constexpr std::size_t kMostTold = 50;
constexpr std::size_t kMostText = 120;
constexpr int kMajor = 10000;

std::string shortened(const std::string& definition) {
  std::string line;
  for (const char each : definition)
    if (each != '\n')
      line += each;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  if (line.size() <= kMostText) return line;
  std::size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return line.substr(0, end) + " …";
}

Finding finding(std::string message) {
  return {.code = "drift",
          .severity = Severity::error,
          .place = {},
          .message = std::move(message),
          .hint = "undo it; or take the schema as it is now with --allow-drift"};
}

class Comparison {
 public:
  Comparison(const KnownDefinitions::Known& known, const Identifier& schema)
      : known_(known), schema_(schema) {}

  Findings of(const pg::Definitions& now) {
    for (const auto& [thing, definition] : now) compare(thing, definition);
    for (const auto& [thing, definition] : known_.definitions)
      if (!now.contains(thing)) tell(thing, "is gone, and no migration has dropped it");
    if (number_ > kMostTold)
      findings_.push_back(
          finding(fmt::format("and {} things more have changed", number_ - kMostTold)));
    return std::move(findings_);
  }

 private:
  void compare(const std::string& thing, const std::string& definition) {
    const auto before = known_.definitions.find(thing);
    if (before == known_.definitions.end())
      tell(thing, "is there, and no migration has made it");
    else if (before->second != definition)
      tell(thing, fmt::format("is \"{}\" now, and was \"{}\"", shortened(definition),
                              shortened(before->second)));
  }

  void tell(const std::string& thing, const std::string& what) {
    if (++number_ > kMostTold) return;
    findings_.push_back(
        finding(fmt::format("schema {}, {}: {}, since migration \"{}\" was complete",
                            schema_.quoted(), thing, what, known_.migration)));
  }

  const KnownDefinitions::Known& known_;
  const Identifier& schema_;
  Findings findings_;
  std::size_t number_ = 0;
};

}  // namespace

Sql KnownDefinitions::keep(long long migration_id,
                           const std::optional<pg::Definitions>& definitions,
                           int server_version) const {
  if (!definitions)
    return sql("DELETE FROM {}.definitions WHERE schema_name = {}", state_, Literal{schema_.str()});
  return sql(
      "INSERT INTO {}.definitions (schema_name, migration_id, server_version, definitions)\n"
      "VALUES ({}, {}, {}, {}::json)\n"
      "ON CONFLICT (schema_name) DO UPDATE SET migration_id = excluded.migration_id,\n"
      "  server_version = excluded.server_version, definitions = excluded.definitions,\n"
      "  at = excluded.at",
      state_, Literal{schema_.str()}, migration_id, server_version / kMajor,
      Literal{nlohmann::json(*definitions).dump()});
}

std::optional<KnownDefinitions::Known> KnownDefinitions::read(pg::Session& session) const {
  const Sql query =
      sql("SELECT (SELECT m.name FROM {0}.migrations m\n"
          "        WHERE d.migration_id IN (m.id, m.span_id) ORDER BY m.id DESC LIMIT 1),\n"
          "  d.definitions\n"
          "FROM {0}.definitions d WHERE d.schema_name = {1} AND d.server_version = {2}",
          state_, Literal{schema_.str()}, session.server_version() / kMajor);
  const pg::Rows rows = session.query(query.text());
  if (rows.empty()) return std::nullopt;
  const pg::Row& row = rows.rows.front();
  return Known{.migration = row.at(0).value_or(""),
               .definitions = nlohmann::json::parse(row.at(1).value_or("{}"))};
}

std::optional<pg::Definitions> definitions_without_waiting(pg::Session& session,
                                                           const Identifier& schema,
                                                           std::chrono::milliseconds timeout) {
  pg::Definitions definitions;
  const auto look = [&] { definitions = pg::read_definitions(session, schema, timeout); };
  if (!look_without_waiting(session, timeout, look)) return std::nullopt;
  return definitions;
}

Findings drift(const KnownDefinitions::Known& known, const pg::Definitions& now,
               const Identifier& schema) {
  return Comparison(known, schema).of(now);
}

}  // namespace zdm::run
