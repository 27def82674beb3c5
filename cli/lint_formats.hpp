#pragma once

#include <string>

#include "lint_files.hpp"

// Findings of zdm lint in the forms that people and machines read. Each ends in a newline, or is
// empty where the form has nothing to say.
namespace zdm::cli {

// "users.sql:3:1: error: …; … [rename]", a line each.
std::string lint_text(const LintReport& report);

// {"files", "findings"}, these as in zdm plan.
std::string lint_json(const LintReport& report);

// SARIF 2.1.0 (OASIS), one run, with a rule for each code that occurs.
std::string lint_sarif(const LintReport& report);

// Workflow commands, which GitHub shows beside the lines of a pull request.
std::string lint_github(const LintReport& report);

// A Code Quality report of GitLab (the Code Climate form).
std::string lint_gitlab(const LintReport& report);

}  // namespace zdm::cli
