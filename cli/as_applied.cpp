#include "as_applied.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "migration/document.hpp"
#include "migration/file_order.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

Finding edited(const std::string& file) {
  return {.code = "edited-history",
          .severity = Severity::warning,
          .place = {.file = file, .pointer = {}},
          .message =
              "has changed since it was applied: what was applied counts here, as the "
              "database has recorded it",
          .hint = "zdm pull into another folder shows that"};
}

bool comes_before_all(const std::string& name, const std::vector<run::MigrationSource>& recorded) {
  return std::all_of(recorded.begin(), recorded.end(), [&](const run::MigrationSource& each) {
    return comes_before(name, each.name);
  });
}

class Restoring {
 public:
  Restoring(const ReadFile& file, const std::vector<ReadFile>& beside)
      : folder_(fs::path(file.file).parent_path()) {
    for (const ReadFile& each : beside) files_[each.parsed.migration.name] = &each;
    files_[file.parsed.migration.name] = &file;
  }

  ReadFile restored(const run::MigrationSource& source) {
    const auto there = files_.find(source.name);
    const std::string usual = (folder_ / file_name(source)).string();
    if (there == files_.end()) return read(usual, source);
    const ReadFile& file = *there->second;
    if (file.parsed.migration.source == source.text) return file;
    findings.push_back(edited(file.file));
    return read(is_yaml(file.file) ? file.file : usual, source);  // JSON is YAML too
  }

  Findings findings;

 private:
  static ReadFile read(const std::string& file, const run::MigrationSource& source) {
    return {file, parse_migration(file, source.text)};
  }

  fs::path folder_;
  std::map<std::string, const ReadFile*> files_;  // by the migrations' names
};

}  // namespace

AsApplied as_applied(const ReadFile& file, const std::vector<ReadFile>& beside,
                     const std::vector<run::MigrationSource>& recorded) {
  AsApplied result{.before = {}, .file = file, .findings = {}};
  for (const ReadFile& each : beside)
    if (comes_before_all(each.parsed.migration.name, recorded)) result.before.push_back(each);
  Restoring restoring(file, beside);
  for (const run::MigrationSource& source : recorded) {
    if (source.name == file.parsed.migration.name) {
      result.file = restoring.restored(source);
      break;
    }
    result.before.push_back(restoring.restored(source));
  }
  result.findings = std::move(restoring.findings);
  return result;
}

std::string file_name(const run::MigrationSource& source) {
  return source.name + (read_json(source.name, source.text).value ? ".json" : ".yaml");
}

}  // namespace zdm::cli
