#include "run/executor.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>
#include <variant>

#include "core/error.hpp"
#include "plan/plan_json.hpp"
#include "planner/planner.hpp"
#include "planner/raw_sql.hpp"
#include "run/backfill.hpp"
#include "run/index_build.hpp"
#include "run/outside_transaction.hpp"
#include "run/planning.hpp"
#include "run/proof.hpp"
#include "run/step_transaction.hpp"
#include "run/violation.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

}  // namespace

Executor::Executor(RunContext& context)
    : context_(context), states_(context.journal.read(*context.session)) {}

StepState Executor::state(const std::string& id) const {
  const auto found = states_.find(id);
  return found == states_.end() ? StepState::undone : found->second;
}

bool Executor::was_touched(const Step& step) const { return state(step.id) != StepState::undone; }

void Executor::mark(const Step& step, StepState state) {
  context_.session.repeatable_transaction(
      [&] { context_.session->query(context_.journal.mark(step.id, state).text()); });
  set_state(step.id, state);
}

// The steps that `step` stands for: those found by an earlier run, or by the catalog as it is now.
// They are stored before the first of them runs, so that a rollback and a resumed run know them.
std::vector<Step> Executor::found_steps(const Step& step, const PublishAsFound& work) {
  pg::Session& session = *context_.session;
  if (const auto stored = context_.journal.plan(session, step.id))
    return plan_from_json(*stored).steps;
  Plan found = context_.plan;
  Planning planning(context_.session, context_.options,
                    {context_.options.lock, context_.interruption, context_.progress});
  found.steps = publish_steps(planning.catalog(found.old_version_schema), work.version_schema);
  for (Step& each : found.steps) each.id = step.id + "/" + each.id;
  session.query(context_.journal.begin_with_plan(step.id, plan_to_json(found)).text());
  set_state(step.id, StepState::begun);
  return found.steps;
}

// --- Do. Each ends with the step marked as done. ---

struct Executor::Run {
  Executor& executor;
  const Step& step;
  RunContext& context = executor.context_;

  void operator()(const Transaction& work) const {
    try {
      run_transaction(context, step, work.statements, StepState::done);
    } catch (const Error& error) {
      if (is_connection_error(error) || planner::is_raw_sql(step)) throw;
      throw violated_by_constraint(context, step, error);
    }
  }
  void operator()(const BuildIndex& work) const {
    if (!executor.was_touched(step)) {
      require_free_name(context, step, work);
      executor.mark(step, StepState::begun);
    }
    build_index(context, step, work);
    executor.mark(step, StepState::done);
  }
  void operator()(const DropIndex& work) const {
    executor.mark(step, StepState::begun);
    drop_index(context, step, work.drop);
    executor.mark(step, StepState::done);
  }
  void operator()(const OutsideTransaction& work) const {
    if (executor.was_touched(step)) refuse_to_repeat(context, step, work);
    executor.mark(step, StepState::begun);
    run_outside_transaction(context, step, work);
    executor.mark(step, StepState::done);
  }
  void operator()(const Backfill& work) const {
    if (!executor.was_touched(step)) executor.mark(step, StepState::begun);
    backfill(context, step, work);
    executor.mark(step, StepState::done);
  }
  void operator()(const Proof& work) const { prove(context, step, work); }
  void operator()(const PublishAsFound& work) const {
    for (const Step& found : executor.found_steps(step, work)) executor.run(found);
    executor.mark(step, StepState::done);
  }
};

void Executor::run(const Step& step) {
  if (is_done(step)) return;
  context_.interruption.check();
  context_.progress.step_begins(step);
  stopped_at_ = &step;
  const auto begin = Clock::now();
  std::visit(Run{*this, step}, step.work);
  set_state(step.id, StepState::done);
  stopped_at_ = nullptr;
  context_.progress.step_done(step, duration_cast<milliseconds>(Clock::now() - begin));
}

// --- Undo. Each ends with the step marked as undone. ---

struct Executor::Undo {
  Executor& executor;
  const Step& step;
  RunContext& context = executor.context_;

  void operator()(const NothingToUndo&) const { executor.mark(step, StepState::undone); }
  void operator()(const Transaction& reversal) const {
    undo_transaction(context, step, reversal.statements);
  }
  void operator()(const DropIndex& reversal) const {
    drop_index(context, step, reversal.drop);
    executor.mark(step, StepState::undone);
  }
  void operator()(const OutsideTransaction& reversal) const {
    run_outside_transaction(context, step, reversal);
    executor.mark(step, StepState::undone);
  }
  // The user has allowed it before anything ran.
  void operator()(const Irreversible& reversal) const {
    context.progress.note(
        fmt::format("{}: stays as it is, since it cannot be undone: {}", step.title, reversal.why));
    executor.mark(step, StepState::undone);
  }
};

void Executor::undo(const Step& step) {
  if (!was_touched(step)) return;
  context_.interruption.check();
  context_.progress.undoing(step);
  if (const auto* work = std::get_if<PublishAsFound>(&step.work)) {
    const std::vector<Step> found = found_steps(step, *work);
    for (auto each = found.rbegin(); each != found.rend(); ++each) undo(*each);
    mark(step, StepState::undone);
  } else {
    std::visit(Undo{*this, step}, step.reversal);
  }
  set_state(step.id, StepState::undone);
}

}  // namespace zdm::run
