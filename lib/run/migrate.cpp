#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "migration/span.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/outstanding.hpp"
#include "run/span_plan.hpp"

namespace zdm::run {
namespace {

bool is_in(const Folder& folder, const MigrationRecord& active) {
  std::set<std::string> names;
  for (const ParsedMigration& file : folder) names.insert(file.migration.name);
  return std::all_of(active.span.begin(), active.span.end(),
                     [&](const std::string& name) { return names.contains(name); });
}

void require_one(std::size_t outstanding) {
  if (outstanding == 1) return;
  if (outstanding == 0)
    throw Error(ErrorKind::wrong_state,
                "one migration is expected to be outstanding: there is none",
                "zdm history shows what has run");
  throw Error(ErrorKind::wrong_state,
              fmt::format("one migration is expected to be outstanding: there are {}", outstanding),
              "without --expect-one zdm migrate runs them as one");
}

template <typename T>
void append(std::vector<T>& to, std::vector<T> from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

StartOptions with_complete(StartOptions options, bool complete) {
  options.complete = complete;
  return options;
}

}  // namespace

Outstanding Lifecycle::Parts::outstanding_in(SchemaSession& session, const Folder& folder,
                                             const MigrateOptions& how) {
  std::vector<MigrationRecord> all;
  if (state.is_there(*session)) all = history.all(*session);
  return outstanding(folder, all, how.policies, how.to);
}

SpanPlan Lifecycle::Parts::plan_next(SchemaSession& session, const std::vector<Migration>& wanted) {
  const auto live = state.is_there(*session) ? history.live_version_schema(*session) : std::nullopt;
  return plan_span(session, options, {options.lock, interruption, progress}, live, wanted);
}

bool Lifecycle::Parts::settle(SchemaSession& session, const MigrationRecord& active,
                              const Folder& folder, const MigrateOptions& how, Migrated& result) {
  const bool is_started = active.status == MigrationStatus::started;
  // Whoever goes one by one has completed it before, but not if it was the last one then.
  const bool complete =
      how.start.complete || (how.one_by_one && !result.left.empty() && !is_started);
  if (is_started && !complete && result.left.empty()) return false;
  const bool may_go_on = active.status == MigrationStatus::starting ||
                         (complete && (is_started || active.status == MigrationStatus::completing));
  if (!may_go_on || !is_in(folder, active)) refuse_while_active(session, active);
  require_same_as_stored(session, active, how.start.expected_plan);
  go_on(session, active, with_complete(how.start, complete));
  append(result.ran, active.span);
  return complete && !how.start.expected_plan;
}

Migrated Lifecycle::Parts::migrate(SchemaSession& session, const Folder& folder,
                                   const MigrateOptions& how) {
  Outstanding found = outstanding_in(session, folder, how);
  std::vector<Migration> due = std::move(found.migrations);
  Migrated result{.ran = {}, .left = names_of(due), .findings = std::move(found.findings)};
  const std::optional<MigrationRecord> active = this->active(session);
  const bool resumes = active && active->status == MigrationStatus::starting;
  if (how.expect_one) require_one(due.size() + (resumes ? active->span.size() : 0));
  if (has_errors(result.findings)) return result;
  if (active && !settle(session, *active, folder, how, result)) return result;
  while (!due.empty()) {
    const auto wanted = how.one_by_one ? std::vector<Migration>{due.front()} : due;
    SpanPlan next = plan_next(session, wanted);
    drop_allowed(next.planned.findings, how.start);
    append(result.findings, std::move(next.planned.findings));
    append(result.findings, drift(session, wanted.front().file, how.start));
    if (has_errors(result.findings)) break;
    const bool complete = how.start.complete || (how.one_by_one && due.size() > 1);
    const MigrationRecord begun = begin(session, next.span, next.planned.plan, how.start);
    go_on(session, begun, with_complete(how.start, complete));
    append(result.ran, begun.span);
    due.erase(due.begin(), due.begin() + static_cast<std::ptrdiff_t>(next.span.size()));
    result.left = names_of(due);
    if (!complete || how.start.expected_plan) break;
  }
  return result;
}

FolderPlan Lifecycle::Parts::plan_migrate(SchemaSession& session, const Folder& folder,
                                          const MigrateOptions& how) {
  Outstanding found = outstanding_in(session, folder, how);
  FolderPlan result{
      .plan = {}, .left = names_of(found.migrations), .findings = std::move(found.findings)};
  if (has_errors(result.findings)) return result;
  if (const auto active = this->active(session)) {
    if (!is_in(folder, *active)) refuse_while_active(session, *active);
    PlanResult stored = stored_plan(*session, history, *active, {});
    append(result.findings, std::move(stored.findings));
    result.plan = std::move(stored.plan);
    return result;
  }
  if (found.migrations.empty()) return result;
  SpanPlan next = plan_next(session, found.migrations);
  drop_allowed(next.planned.findings, how.start);
  append(result.findings, std::move(next.planned.findings));
  append(result.findings, drift(session, found.migrations.front().file, how.start));
  result.plan = std::move(next.planned.plan);
  result.left.erase(result.left.begin(),
                    result.left.begin() + static_cast<std::ptrdiff_t>(next.span.size()));
  return result;
}

Migrated Lifecycle::migrate(const Folder& folder, const MigrateOptions& how) {
  SchemaSession session = parts_->connect_and_lock();
  return parts_->migrate(session, folder, how);
}

FolderPlan Lifecycle::plan_migrate(const Folder& folder, const MigrateOptions& how) {
  SchemaSession session = parts_->connect_to_schema();
  return parts_->plan_migrate(session, folder, how);
}

}  // namespace zdm::run
