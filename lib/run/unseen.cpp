#include "run/unseen.hpp"

#include <algorithm>
#include <variant>

#include "run/replica_lag.hpp"

namespace zdm::run {

Findings unseen(pg::Session& session, const Plan& plan) {
  const bool fills = std::any_of(plan.steps.begin(), plan.steps.end(), [](const Step& step) {
    return std::holds_alternative<Backfill>(step.work);
  });
  if (!fills) return {};
  const auto hidden = hidden_replicas(session);
  if (!hidden) return {};
  return {{.code = "hidden-replicas",
           .severity = Severity::note,
           .place = {},
           .message = hidden->what,
           .hint = "somebody who may can run: " + hidden->remedy}};
}

}  // namespace zdm::run
