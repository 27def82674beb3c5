#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "lint/history.hpp"
#include "migration/history_policies.hpp"

namespace zdm::lint {

// What a .zdm.json says.
struct Settings {
  std::map<std::string, std::optional<Severity>, std::less<>> rules;  // none: off
  Transactions transactions = Transactions::each_statement;           // of plain .sql files
  HistoryPolicies history{};                                          // for zdm migrate

  // What findings of that code weigh: as set here, else as the table of hazards says; none: off.
  std::optional<Severity> severity(std::string_view code) const;
};

struct ParsedSettings {
  Settings settings;
  Findings findings;  // with an error, the settings are not to be used
};

inline constexpr std::string_view kSettingsFile = ".zdm.json";

// {"lint": {"rules": {"rename": "off"}, "transaction": "file"}, "history": {"missing": "allow"}};
// `file` is for places.
ParsedSettings parse_settings(const std::string& file, std::string_view text);

}  // namespace zdm::lint
