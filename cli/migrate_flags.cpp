#include "migrate_flags.hpp"

#include <filesystem>

#include "folder.hpp"
#include "lint_settings.hpp"
#include "migration/document.hpp"

namespace zdm::cli {
namespace {

const std::vector<std::string> kPolicies{"refuse", "warn", "allow"};

void set(Policy& policy, const std::string& flag) {
  if (flag == "refuse") policy = Policy::refuse;
  if (flag == "warn") policy = Policy::warn;
  if (flag == "allow") policy = Policy::allow;
}

}  // namespace

std::vector<Option> MigrateFlags::options() {
  return {
      {"--to", "NAME", "no further than this one", &to},
      {"--out-of-order", "POLICY", "files that sort before an applied one: refuse, warn or allow",
       &out_of_order, "", kPolicies},
      {"--edited", "POLICY", "applied files that have changed since: refuse, warn or allow",
       &edited, "", kPolicies},
      {"--missing", "POLICY", "applied files that are not in DIR: refuse, warn or allow", &missing,
       "", kPolicies}};
}

run::Folder read_folder(const std::string& folder) {
  run::Folder read;
  for (ReadFile& file : read_files(migration_files(folder))) read.push_back(std::move(file.parsed));
  return read;
}

run::MigrateOptions MigrateFlags::migrate_options(const std::string& folder,
                                                  Findings& findings) const {
  SettingsReader reader;
  const std::string inside = (std::filesystem::path(folder) / lint::kSettingsFile).string();
  run::MigrateOptions options;
  options.policies = reader.settings_for(inside, findings).history;
  set(options.policies.out_of_order, out_of_order);
  set(options.policies.edited, edited);
  set(options.policies.missing, missing);
  // A file's name is as good as the migration's.
  options.to = is_migration_file(to) ? std::filesystem::path(to).stem().string() : to;
  return options;
}

}  // namespace zdm::cli
