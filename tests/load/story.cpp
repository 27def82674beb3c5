#include "load/story.hpp"

#include <algorithm>

#include "harness/case_file.hpp"
#include "harness/script.hpp"

namespace zdm::load {
namespace {

using harness::CaseFile;
using harness::Section;

// Takes `word` off the front of the heading.
bool take(std::string& heading, const std::string& word) {
  if (!heading.starts_with(word)) return false;
  heading.erase(0, word.size());
  if (heading.starts_with(' ')) heading.erase(0, 1);
  return true;
}

// Without the semicolon, which stands in the way of "sleep 300".
std::vector<std::string> statements_of(const std::string& text) {
  std::vector<std::string> statements;
  for (const harness::ScriptStatement& each : harness::parse_script(text))
    if (!each.sql.empty()) statements.push_back(each.sql.substr(0, each.sql.rfind(';')));
  return statements;
}

class Reading {
 public:
  explicit Reading(const CaseFile& file) : file_(file) {
    story_.path = file.path;
    story_.title = file.title;
  }

  Story run() {
    for (const Section& section : file_.sections) read(section);
    if (story_.migration_name.empty()) throw error(1, "there is no section == migration NAME");
    return std::move(story_);
  }

 private:
  harness::CaseFileError error(int line, const char* what) const {
    return harness::case_file_error(file_, line, what);
  }

  void read(const Section& section) {
    std::string heading = section.heading;
    if (take(heading, "server >="))
      story_.oldest_server = std::stoi(heading);
    else if (take(heading, "rows"))
      story_.rows = std::stoi(heading);
    else if (take(heading, "tables"))
      story_.tables_sql = section.text;
    else if (take(heading, "migration")) {
      story_.migration_name = heading;
      story_.migration_json = section.text;
    } else if (take(heading, "old client"))
      read_client(heading, section, {&story_.old_clients});
    else if (take(heading, "new client"))
      read_client(heading, section, {&story_.new_clients});
    else if (take(heading, "base client"))
      read_client(heading, section, {&story_.base_clients});
    else if (take(heading, "both clients"))
      read_client(heading, section, {&story_.old_clients, &story_.new_clients});
    else
      throw error(section.line, "unknown heading");
  }

  void read_client(std::string name, const Section& section,
                   const std::vector<std::vector<ClientScript>*>& sides) const {
    const std::string suffix = " prepares";
    const bool prepares = name.ends_with(suffix);
    if (prepares) name.erase(name.size() - suffix.size());
    if (name.empty()) throw error(section.line, "a client has a name");
    for (std::vector<ClientScript>* side : sides) {
      auto script = std::find_if(side->begin(), side->end(),
                                 [&](const ClientScript& each) { return each.name == name; });
      if (script == side->end()) script = side->insert(side->end(), ClientScript{name, {}, {}});
      (prepares ? script->prepares : script->round) = statements_of(section.text);
    }
  }

  const CaseFile& file_;
  Story story_;
};

}  // namespace

Story read_story(const std::filesystem::path& path) {
  return Reading(harness::read_case_file(path)).run();
}

}  // namespace zdm::load
