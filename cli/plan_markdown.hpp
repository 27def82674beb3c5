#pragma once

#include <string>

#include "core/finding.hpp"
#include "plan/plan.hpp"

namespace zdm::cli {

// The plan as a comment on a pull request: a table of the steps with their locks and costs, the SQL
// of each phase folded away, what complete loses, and the findings about this file. CommonMark with
// tables, as GitHub and GitLab show it. Pure: same plan, same bytes.
std::string plan_as_markdown(const Plan& plan, const Findings& findings);

// Where there is no plan to show: only the findings.
std::string refusal_as_markdown(const Findings& findings);

}  // namespace zdm::cli
