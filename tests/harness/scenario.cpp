#include "harness/scenario.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <tuple>
#include <utility>

#include "harness/diff.hpp"

namespace zdm::harness {
namespace {

// Takes `word` off the front of the heading; false, and nothing taken, where it does not begin so.
bool take(std::string_view& heading, std::string_view word) {
  if (!heading.starts_with(word)) return false;
  heading.remove_prefix(word.size());
  if (heading.starts_with(' ')) heading.remove_prefix(1);
  return true;
}

std::string_view take_word(std::string_view& heading) {
  const std::string_view word = heading.substr(0, heading.find(' '));
  take(heading, word);
  return word;
}

std::vector<Identifier> split_names(std::string_view text) {
  std::vector<Identifier> names;
  while (!text.empty()) names.emplace_back(std::string(take_word(text)));
  return names;
}

class Understanding {
 public:
  Understanding(CaseFile file, int server) : server_(server) { scenario_.file = std::move(file); }

  Scenario run() {
    for (index_ = 0; index_ < scenario_.file.sections.size(); ++index_) read_section();
    if (scenario_.migration.name.empty()) throw error("there is no section == migration NAME");
    return std::move(scenario_);
  }

 private:
  const Section& section() const { return scenario_.file.sections[index_]; }
  CaseFileError error(std::string_view what) const {
    const bool inside = index_ < scenario_.file.sections.size();
    return case_file_error(scenario_.file, inside ? section().line : 1, what);
  }

  // "plan on >= 18" counts there only, and takes the place of the one before it.
  void read_section() {
    std::string_view heading = section().heading;
    if (const auto on = heading.rfind(" on "); on != std::string_view::npos) {
      std::string_view servers = heading.substr(on + 4);
      if (servers.starts_with(">= ") || servers.starts_with("< ")) {
        const auto [oldest, newest] = read_servers(servers);
        if (server_ < oldest || server_ > newest) return;
        heading = heading.substr(0, on);
      }
    }
    if (take(heading, "superuser"))
      scenario_.superuser_sql += section().text;
    else if (take(heading, "tables after complete"))
      scenario_.tables_after = index_;
    else if (take(heading, "tables from"))
      scenario_.tables_program = program(std::exchange(heading, {}));
    else if (take(heading, "tables"))
      scenario_.tables_sql += section().text;
    else if (take(heading, "before"))
      scenario_.before.push_back(read_migration(heading));
    else if (take(heading, "migration"))
      read_next_migration(heading);
    else if (take(heading, "plan"))
      scenario_.plan = index_;
    else if (take(heading, "findings"))
      scenario_.findings = index_;
    else if (take(heading, "start fails"))
      scenario_.start_fails = index_;
    else if (take(heading, "options"))
      read_options();
    else if (take(heading, "server"))
      read_server(heading);
    else
      read_act(heading);
    if (!heading.empty()) throw error(fmt::format("the heading has \"{}\" too much", heading));
  }

  MigrationText read_migration(std::string_view& heading) const {
    const std::string name(take_word(heading));
    if (name.empty()) throw error("a migration has a name: == migration 01_name");
    return {name, section().text, section().line};
  }

  void read_next_migration(std::string_view& heading) {
    if (!scenario_.migration.name.empty()) scenario_.earlier.push_back(scenario_.migration);
    scenario_.migration = read_migration(heading);
  }

  // A program, by its path from the folder of the case.
  std::string program(std::string_view path) const {
    return (std::filesystem::path(scenario_.file.path).parent_path() / path).string();
  }

  // "old client as ROLE after complete", "client with SEARCH_PATH", "after rollback"
  void read_act(std::string_view& heading) {
    Act act{Moment::after_start, {}, index_};
    if (take(heading, "old client"))
      act.client.side = Side::old_version;
    else if (take(heading, "new client"))
      act.client.side = Side::new_version;
    else if (take(heading, "client"))
      act.client.side = Side::given;
    if (take(heading, "as")) act.client.role = take_word(heading);
    if (take(heading, "before start"))
      act.moment = Moment::before_start;
    else if (take(heading, "after start"))
      act.moment = Moment::after_start;
    else if (take(heading, "after rollback"))
      act.moment = Moment::after_rollback;
    else if (take(heading, "after complete"))
      act.moment = Moment::after_complete;
    else if (act.client.side == Side::base_schema)
      throw error("unknown heading");
    if (act.client.side == Side::given) {
      if (!take(heading, "with")) throw error("== client [as ROLE] [after …] with SEARCH_PATH");
      act.client.search_path = std::exchange(heading, {});
    }
    scenario_.acts.push_back(act);
  }

  void read_options() {
    for (const std::string& line : lines_of(section().text)) {
      std::string_view rest = line;
      if (take(rest, "schema"))
        scenario_.schema = Identifier(std::string(take_word(rest)));
      else if (take(rest, "search-path"))
        scenario_.search_path = split_names(std::exchange(rest, {}));
      else if (take(rest, "owner"))
        scenario_.owner = take_word(rest);
      else if (take(rest, "definitions-change"))
        scenario_.definitions_change = std::exchange(rest, {});
      else if (take(rest, "rows-change"))
        scenario_.rows_change = std::exchange(rest, {});
      else if (take(rest, "inverse-differs"))
        scenario_.inverse_differs = std::exchange(rest, {});
      else if (take(rest, "allow-irreversible"))
        scenario_.start.allow_irreversible = true;
      else if (take(rest, "allow-row-security-bypass"))
        scenario_.start.allow_row_security_bypass = true;
      else if (take(rest, "keep-on-failure"))
        scenario_.start.keep_on_failure = true;
      else
        throw error("unknown option " + line);
      if (!rest.empty()) throw error(fmt::format("option with \"{}\" too much", rest));
    }
  }

  void read_server(std::string_view& heading) {
    std::tie(scenario_.oldest_server, scenario_.newest_server) = read_servers(heading);
  }

  // ">= 15" or "< 15": the oldest and the newest.
  std::pair<int, int> read_servers(std::string_view& text) const {
    const std::string_view comparison = take_word(text);
    const int version = std::atoi(std::string(take_word(text)).c_str());
    if (comparison == ">=" && version > 0) return {version, 99};
    if (comparison == "<" && version > 0) return {0, version - 1};
    throw error("servers are given as >= 15, or < 15");
  }

  const int server_;
  Scenario scenario_;
  std::size_t index_ = 0;
};

}  // namespace

Scenario understand(CaseFile file, int server) {
  return Understanding(std::move(file), server).run();
}

}  // namespace zdm::harness
