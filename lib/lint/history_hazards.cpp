#include "lint/hazard_parts.hpp"

namespace zdm::lint {

std::vector<Hazard> history_hazards() {
  return {
      {.code = "irreversible",
       .what = "no way back before complete",
       .example = "",
       .lock = LockMode::none,
       .cost = Cost::brief,
       .remark = "",
       .safe_form = "give it a \"down\", or say \"irreversible\" and why",
       .operation = "",
       .harm = Harm::loses,
       .severity = Severity::error,
       .told_by = "`zdm plan`, `zdm validate`, `zdm start`"},
      {.code = "edited-history",
       .what = "a file that has changed since it was applied",
       .example = "",
       .lock = LockMode::none,
       .cost = Cost::brief,
       .remark = "the history lies",
       .safe_form = "leave applied files as they are; write a new one",
       .operation = "",
       .harm = Harm::fails,
       .severity = Severity::error,
       .told_by = "`zdm plan`, `zdm validate`, `zdm start` and `zdm pull`, by the file's checksum"},
      {.code = "out-of-order",
       .what = "a file sorted before one that is applied",
       .example = "",
       .lock = LockMode::none,
       .cost = Cost::brief,
       .remark = "skipped or surprising",
       .safe_form = "rename it, so that it comes last",
       .operation = "",
       .harm = Harm::fails,
       .severity = Severity::warning,
       .told_by = "`zdm plan`, `zdm validate`, `zdm start`"},
  };
}

}  // namespace zdm::lint
