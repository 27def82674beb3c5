#include "lint_settings.hpp"

#include "migration/file_text.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

lint::Settings read(const std::string& file, Findings& findings) {
  const FileText text = read_file_text(file);
  lint::ParsedSettings parsed;
  if (text.findings.empty()) parsed = lint::parse_settings(file, text.text);
  findings.insert(findings.end(), text.findings.begin(), text.findings.end());
  findings.insert(findings.end(), parsed.findings.begin(), parsed.findings.end());
  return parsed.settings;
}

}  // namespace

const lint::Settings& SettingsReader::settings_for(const std::string& file, Findings& findings) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(fs::path(file), ignored).lexically_normal().parent_path();
  return for_folder(folder, fs::path(file).parent_path(), findings);
}

const lint::Settings& SettingsReader::for_folder(const fs::path& folder, const fs::path& shown,
                                                 Findings& findings) {
  if (const auto known = known_.find(folder); known != known_.end()) return known->second;
  std::error_code ignored;
  const fs::path name(lint::kSettingsFile);
  if (fs::exists(folder / name, ignored)) {
    const bool is_above = shown.empty() && folder != fs::current_path(ignored);
    const fs::path file = is_above ? folder / name : shown / name;
    return known_[folder] = read(file.string(), findings);
  }
  const fs::path above = folder.parent_path();
  if (above == folder) return known_[folder] = {};
  const lint::Settings found = for_folder(above, shown.parent_path(), findings);
  return known_[folder] = found;
}

}  // namespace zdm::cli
