#include "run/outstanding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"
#include "run/edited_history.hpp"
#include "run/history.hpp"
#include "run/out_of_order.hpp"

namespace zdm::run {
namespace {

void add(Findings& findings, Policy policy, std::optional<Finding> finding) {
  if (!finding || policy == Policy::allow) return;
  finding->severity = policy == Policy::refuse ? Severity::error : Severity::warning;
  findings.push_back(std::move(*finding));
}

// Of a migration that history has and the folder has not.
Finding missing_file(const MigrationRecord& record) {
  return {.code = "missing-file",
          .severity = Severity::warning,
          .place = {},
          .message = fmt::format("\"{}\" is {}, and its file is not in the folder", record.name,
                                 record.status == MigrationStatus::completed
                                     ? "applied"
                                     : std::string(to_string(record.status))),
          .hint = "zdm pull writes it"};
}

std::vector<std::string> names_in(const Folder& folder) {
  std::vector<std::string> names;
  for (const ParsedMigration& file : folder) names.push_back(file.migration.name);
  return names;
}

std::size_t end_of(const Folder& folder, const std::string& to) {
  if (to.empty()) return folder.size();
  const std::vector<std::string> names = names_in(folder);
  const auto found = std::find(names.begin(), names.end(), to);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin()) + 1;
  const std::string meant = nearest(to, names);
  throw Error(ErrorKind::usage, fmt::format("there is no migration \"{}\" in the folder", to),
              meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant));
}

}  // namespace

Outstanding outstanding(const Folder& folder, const std::vector<MigrationRecord>& history,
                        const HistoryPolicies& policies, const std::string& to) {
  Outstanding result;
  const std::map<std::string, MigrationRecord> applied = run::applied(history);
  const std::size_t end = end_of(folder, to);
  for (std::size_t i = 0; i < folder.size(); ++i) {
    const auto& [migration, findings] = folder[i];
    if (const auto record = applied.find(migration.name); record != applied.end()) {
      const bool is_complete = record->second.status == MigrationStatus::completed;
      add(result.findings, is_complete ? policies.edited : Policy::refuse,
          edited_history(migration, record->second));
    } else if (i < end) {
      result.findings.insert(result.findings.end(), findings.begin(), findings.end());
      add(result.findings, policies.out_of_order, out_of_order(migration, history));
      result.migrations.push_back(migration);
    }
  }
  const std::vector<std::string> names = names_in(folder);
  const std::set<std::string> present(names.begin(), names.end());
  for (const MigrationRecord& record : history)
    if (record.status != MigrationStatus::rolled_back && !present.contains(record.name))
      add(result.findings, policies.missing, missing_file(record));
  return result;
}

}  // namespace zdm::run
