#include "plan/plan.hpp"

#include <fmt/format.h>

#include "plan/plan_json.hpp"
#include "run/edited_history.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/out_of_order.hpp"

namespace zdm::run {

// The plan is the program: what an active migration goes on with is its stored one.
PlanResult stored_plan(pg::Session& session, const History& history, const MigrationRecord& active,
                       const std::string& file) {
  Finding note{.code = "active-migration",
               .severity = Severity::note,
               .place = {.file = file, .pointer = {}},
               .message = fmt::format("{} is {}: this is its stored plan",
                                      active.span.size() < 2 ? "the migration" : named(active),
                                      to_string(active.status)),
               .hint = {}};
  return {.plan = plan_from_json(history.plan(session, active.span_id)),
          .findings = {std::move(note)}};
}

PlanResult Lifecycle::plan(const Migration& migration) {
  SchemaSession session = parts_->connect_to_schema();
  const History& history = parts_->history;
  if (!parts_->state.is_there(*session))
    return parts_->planning(session).plan(std::nullopt, migration);
  if (const auto active = history.active(*session)) {
    if (active->name != migration.name || active->span.size() > 1)
      parts_->refuse_while_active(session, *active);
    if (auto edited = edited_history(migration, *active))
      return {.plan = {}, .findings = {*edited}};
    return stored_plan(*session, history, *active, migration.file);
  }
  if (const auto completed = history.completed(*session, migration.name)) {
    if (auto edited = edited_history(migration, *completed))
      return {.plan = {}, .findings = {*edited}};
    refuse_completed(*completed);
  }
  PlanResult planned =
      parts_->planning(session).plan(history.live_version_schema(*session), migration);
  for (Finding& finding : parts_->drift(session, migration.file, {}))
    planned.findings.push_back(std::move(finding));
  if (auto finding = out_of_order(migration, history.all(*session)))
    planned.findings.push_back(std::move(*finding));
  return planned;
}

}  // namespace zdm::run
