#pragma once

#include <string>

#include "core/finding.hpp"
#include "plan/estimate.hpp"

namespace zdm::cli {

// The plan as a comment on a pull request: a table of the steps with their locks and costs, the SQL
// of each phase folded away, what complete loses, the findings about this file, which columns are
// which, and how long it may take, if `extents` are known. CommonMark with tables, as GitHub and
// GitLab show it. Pure: same input, same bytes.
std::string plan_as_markdown(const Plan& plan, const Findings& findings,
                             const Extents* extents = nullptr);

// Where there is no plan to show: only the findings.
std::string refusal_as_markdown(const Findings& findings);

}  // namespace zdm::cli
