#include "run/outside_transaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "core/error.hpp"
#include "run/lock_patience.hpp"
#include "run/step_transaction.hpp"
#include "run/table_locks.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

void set_up(RunContext& context, milliseconds lock_timeout) {
  const long long timeout = lock_timeout.count();
  context.session->query(
      sql("{}; SET lock_timeout = {}", search_path_of(context.plan, sql("SET")), timeout).text());
}

void tidy_up(RunContext& context) {
  context.session->query("SET search_path = pg_catalog; SET lock_timeout = 0");
}

// Commands with CONCURRENTLY wait for old transactions by their nature; where clients would queue
// behind the lock, it is waited for no longer than any other. What the user's own has done by the
// time that somebody waits for it is not known, so it goes on.
void run_once(RunContext& context, const Step& step, const Statement& statement) {
  try {
    run_alone(context, step, statement,
              is_strong(statement.lock) ? context.options.lock.timeout : milliseconds(0),
              ForOthers::goes_on);
  } catch (const Error& error) {
    if (is_connection_error(error) || error.kind() == ErrorKind::interrupted ||
        is_lock_conflict(error))
      throw;
    throw in_statement(error, step, statement);
  }
}

}  // namespace

void run_alone(RunContext& context, const Step& step, const Statement& statement,
               milliseconds lock_timeout, ForOthers for_others) {
  set_up(context, lock_timeout);
  const auto begin = Clock::now();
  try {
    query_watched(context, step, statement.sql.text(), for_others);
  } catch (const Error& error) {
    if (!is_connection_error(error)) tidy_up(context);
    throw;
  }
  tidy_up(context);
  context.progress.statement_done(statement.sql.text(),
                                  duration_cast<milliseconds>(Clock::now() - begin));
}

void run_outside_transaction(RunContext& context, const Step& step,
                             const OutsideTransaction& work) {
  for (const Statement& statement : work.statements)
    with_lock_patience(context, step, {statement},
                       [&](const auto&) { run_once(context, step, statement); });
}

void refuse_to_repeat(const RunContext& context, const Step& step, const OutsideTransaction& work) {
  std::string statements;
  for (const Statement& statement : work.statements) statements += "\n  " + statement.sql.text();
  const Sql done = context.journal.mark_by_hand(step.id);
  throw Error(
      ErrorKind::wrong_state,
      fmt::format(
          "{}: zdm was stopped while this ran outside of a transaction, and cannot know how "
          "far it came:{}",
          step.title, statements),
      fmt::format("see what it has done and finish it by hand, then tell zdm with: {}; and start "
                  "again. Or take the migration back with zdm rollback",
                  done.text()));
}

}  // namespace zdm::run
