#include "harness/checks/check.hpp"
#include "harness/findings.hpp"
#include "lint/lint.hpp"
#include "plan/plan_json.hpp"
#include "plan_columns.hpp"
#include "plan_text.hpp"

namespace zdm::harness {

// As written, the same when made twice, the same after it was stored and read, and without hazards.
void plan_is_as_written(Rehearsal& rehearsal) {
  const run::PlanResult planned = rehearsal.plan();
  std::string text = cli::render_plan(planned.plan);
  if (!rehearsal.scenario().tells) text += cli::columns_as_text(planned.plan);
  text += to_text(planned.findings);
  if (rehearsal.scenario().plan)
    rehearsal.expect_plan(*rehearsal.scenario().plan, text);
  else if (rehearsal.scenario().tells)
    rehearsal.fail("there is no section == plan; --update writes it");
  const std::string json = plan_to_json(planned.plan);
  rehearsal.expect_equal("a second plan", json, plan_to_json(rehearsal.plan().plan));
  for (const Finding& hazard : lint::lint_plan(planned.plan))
    rehearsal.fail("the plan has a hazard in it", to_text(hazard));
  if (plan_from_json(json) != planned.plan) rehearsal.fail("the plan is not the same as its JSON");
}

}  // namespace zdm::harness
