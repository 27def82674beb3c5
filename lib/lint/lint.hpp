#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "lint/settings.hpp"
#include "lint/subject.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"

// Hazards in SQL, statement by statement, each with its place, what is wrong and the safe form.
// Pure.
//
// What the catalog knows is unknown here: a rule tells what may be, and is silent where the script
// shows that it is not (the table is its own, the CHECK was validated before). Comments silence
// findings, see allowance.hpp; what is wrong with those comments is told, too.
namespace zdm::lint {

// Writes the operation of that name that does what the statement does, on one line; empty where it
// cannot. (Conversion knows it, which lint does not see.)
using Advice = std::function<std::string(const std::string& sql, std::string_view operation)>;

// A plain .sql file. Text that is no UTF-8 is a finding.
Findings lint_sql(const std::string& file, const std::string& text, const Settings& settings,
                  const Advice& advice = {});

// The SQL of a migration's sql operations, at its place in the file. All else in a migration is
// zdm's own to do.
Findings lint_migration(const Migration& migration, const Settings& settings,
                        const Advice& advice = {});

// zdm's own statements, held against the same rules: what would block clients, or fail. Empty for
// every plan, which the tests see to; the user's SQL is left out. Places name the steps.
Findings lint_plan(const Plan& plan);

}  // namespace zdm::lint
