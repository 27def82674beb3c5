#include "run/step_transaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "pg/commit_in_doubt.hpp"
#include "planner/raw_sql.hpp"
#include "run/blocked_watch.hpp"
#include "run/duration_text.hpp"
#include "run/lock_patience.hpp"
#include "run/table_locks.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

std::string first_line(const std::string& text) {
  const std::size_t end = text.find('\n');
  const std::string line = text.substr(0, end);
  const bool cut = end != std::string::npos || line.size() > 200;
  return line.substr(0, 200) + (cut ? " …" : "");
}

// 0 would mean: no limit.
Sql limits(milliseconds lock_timeout, milliseconds statement_timeout) {
  return sql("SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = {}",
             std::max(1LL, static_cast<long long>(lock_timeout.count())),
             static_cast<long long>(statement_timeout.count()));
}

// A schema, table, column, function or another object that is not there; see "PostgreSQL Error
// Codes" (errcodes-appendix) in its manual.
bool is_gone(const Error& error) {
  constexpr std::string_view kUndefined[] = {"3F000", "42P01", "42703", "42883", "42704"};
  return std::find(std::begin(kUndefined), std::end(kUndefined), error.sqlstate()) !=
         std::end(kUndefined);
}

// Behind what was bounded: COMMIT and SAVEPOINT are statements too, and a millisecond that is left
// can be over before they have begun.
Sql unbounded() { return sql("SET LOCAL statement_timeout = 0"); }

enum class WhatIsGone { is_an_error, is_left_out };

class StepTransaction {
 public:
  StepTransaction(RunContext& context, const Step& step, const std::vector<Statement>& statements,
                  StepState mark_as, WhatIsGone what_is_gone)
      : context_(context),
        step_(step),
        statements_(statements),
        mark_(context.journal.mark(step.id, mark_as)),
        strong_(std::count_if(statements.begin(), statements.end(),
                              [](const Statement& s) { return is_strong(s.lock); })),
        leave_out_(what_is_gone == WhatIsGone::is_left_out),
        at_once_(may_be_sent_at_once()) {}

  // Once. Rolled back if it throws.
  void attempt(const std::vector<QualifiedName>& vacuumed);

 private:
  bool may_be_sent_at_once() const;
  milliseconds budget() const;
  milliseconds rest_of(milliseconds all) const;
  milliseconds remaining() const;
  milliseconds statement_timeout(const Statement& statement, milliseconds rest) const;
  void prepare(const std::vector<QualifiedName>& vacuumed);
  const LocksFirst& locks();
  void take_locks();
  void send_at_once();
  void send_one_by_one();
  void send(const Statement& statement);
  void query(const std::string& commands, const Statement& statement);
  void send_unless_gone(const Statement& statement);
  void give_way_if_out_of_time(const Error& error);
  void end_bounded(const Error& error, const Statement& statement) const;

  RunContext& context_;
  const Step& step_;
  const std::vector<Statement>& statements_;
  Sql mark_;
  std::ptrdiff_t strong_;
  bool leave_out_;
  bool at_once_;
  int timed_out_ = 0;  // attempts in which a brief statement has not been so brief
  std::optional<Clock::time_point> strong_since_;  // in this attempt
  std::optional<milliseconds> for_bounded_work_;   // what waiting had left of the lock timeout
  std::optional<LocksFirst> locks_;
};

// Many views in a plan are many statements: sent together they cost one round trip. Not where the
// time of each is asked for, and not where it would hurt to repeat them to see which one fails.
bool StepTransaction::may_be_sent_at_once() const {
  return statements_.size() > 1 && !leave_out_ && !context_.progress.wants_statements() &&
         std::all_of(statements_.begin(), statements_.end(),
                     [](const Statement& s) { return s.cost == Cost::brief; });
}

milliseconds StepTransaction::budget() const {
  return lock_timeout(context_.options.lock, context_.session);
}

milliseconds StepTransaction::rest_of(milliseconds all) const {
  if (!strong_since_) return all;
  return std::max(milliseconds(1),
                  all - duration_cast<milliseconds>(Clock::now() - *strong_since_));
}

milliseconds StepTransaction::remaining() const { return rest_of(budget()); }

// lock_timeout is for each lock, and some statements take several. So a brief statement under
// strong locks may not take longer than the rest either, at first: if its own work turns out to be
// long, it gets twice the time at each attempt. One that is bounded waits for nobody any more, so
// that deadlock_timeout is no matter.
milliseconds StepTransaction::statement_timeout(const Statement& statement,
                                                milliseconds rest) const {
  if (statement.bounded) return rest_of(context_.options.lock.timeout);
  const bool bounded = is_strong(statement.lock) && statement.cost == Cost::brief;
  return bounded ? rest * (1 << std::min(timed_out_, 20)) : milliseconds(0);
}

// The journal row before the plan's search_path is set, in which zdm's own SQL has nothing to look
// for.
void StepTransaction::prepare(const std::vector<QualifiedName>& vacuumed) {
  std::vector<Sql> commands{mark_, search_path_of(context_.plan, sql("SET LOCAL"))};
  if (!vacuumed.empty()) {
    // An autovacuum gives way once somebody has waited for its lock for deadlock_timeout. In this
    // mode no client queues behind us meanwhile.
    const milliseconds wait = context_.session.deadlock_timeout() + std::chrono::seconds(1);
    commands.push_back(limits(wait, milliseconds(0)));
    for (const QualifiedName& table : vacuumed)
      commands.push_back(sql("LOCK TABLE ONLY {} IN SHARE UPDATE EXCLUSIVE MODE", table));
  }
  commands.push_back(limits(budget(), milliseconds(0)));
  context_.session->query(join(commands, ";\n").text());
}

// Asked once: the tables' names are the same at each attempt.
const LocksFirst& StepTransaction::locks() {
  if (!locks_) locks_ = locks_first(*context_.session, statements_);
  return *locks_;
}

// LOCK TABLE has no work besides: whatever it takes is waiting, for one lock or for several.
void StepTransaction::take_locks() {
  for (const Sql& command : locks().commands) {
    if (!strong_since_) strong_since_ = Clock::now();
    try {
      context_.session->query(
          sql("{};\n{};\n{}", limits(remaining(), remaining()), command, unbounded()).text());
    } catch (const Error& error) {
      if (error.sqlstate() != "57014" || error.kind() == ErrorKind::interrupted) throw;
      throw Error(ErrorKind::lock_unavailable, error.what(), error.hint(), "55P03");
    }
  }
}

// The budget is shared among the locks beforehand.
void StepTransaction::send_at_once() {
  const milliseconds rest = budget();
  std::vector<Sql> commands;
  bool strong_yet = false;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    const Statement& statement = statements_[i];
    if (i == locks().before && !locks().commands.empty()) {
      const auto tables = static_cast<long long>(locks().tables);
      const auto number = static_cast<long long>(locks().commands.size());
      commands.push_back(limits(rest / tables, rest / number));
      commands.insert(commands.end(), locks().commands.begin(), locks().commands.end());
      strong_yet = false;
    }
    if (is_strong(statement.lock) && !strong_yet)
      commands.push_back(limits(rest / strong_, statement_timeout(statement, rest)));
    strong_yet = strong_yet || is_strong(statement.lock);
    commands.push_back(statement.sql);
  }
  commands.push_back(unbounded());
  context_.session->query(join(commands, ";\n").text());
}

void StepTransaction::send_one_by_one() {
  strong_since_.reset();
  for_bounded_work_.reset();
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (i == locks().before) take_locks();
    if (leave_out_)
      send_unless_gone(statements_[i]);
    else
      send(statements_[i]);
  }
}

void StepTransaction::send_unless_gone(const Statement& statement) {
  context_.session->query("SAVEPOINT zdm");
  try {
    send(statement);
  } catch (const Error& error) {
    if (!is_gone(error)) throw;
    context_.session->query("ROLLBACK TO SAVEPOINT zdm");
    context_.progress.note(fmt::format("{}; it is gone already, and left out", error.what()));
  }
}

// To prove a constraint takes its time, under a lock that only those notice who change the table.
void StepTransaction::query(const std::string& commands, const Statement& statement) {
  if (is_strong(statement.lock) || statement.cost == Cost::brief)
    context_.session->query(commands);
  else
    query_watched(context_, step_, commands, ForOthers::gives_way);
}

void StepTransaction::send(const Statement& statement) {
  if (is_strong(statement.lock) && !strong_since_) strong_since_ = Clock::now();
  std::vector<Sql> commands{statement.sql};
  if (strong_since_) {
    commands.insert(commands.begin(),
                    limits(remaining(), statement_timeout(statement, remaining())));
    commands.push_back(unbounded());
  }
  if (statement.bounded && !for_bounded_work_)
    for_bounded_work_ = rest_of(context_.options.lock.timeout);
  const auto begin = Clock::now();
  try {
    query(join(commands, ";\n").text(), statement);
  } catch (const Error& error) {
    if (is_connection_error(error) || error.kind() == ErrorKind::interrupted ||
        is_lock_conflict(error))
      throw;
    if (statement.bounded) end_bounded(error, statement);
    // What takes its time to rewrite a table would take it again.
    if (statement.cost == Cost::brief) give_way_if_out_of_time(error);
    throw in_statement(error, step_, statement);
  }
  // What the user's own SQL takes its time for is not ours to bound.
  if (strong_since_ && statement.cost != Cost::brief && !statement.bounded)
    strong_since_ = Clock::now();
  context_.progress.statement_done(statement.sql.text(),
                                   duration_cast<milliseconds>(Clock::now() - begin));
}

// statement_timeout is set under strong locks only: what is over is the time that clients may wait.
void StepTransaction::give_way_if_out_of_time(const Error& error) {
  if (error.sqlstate() != "57014" || strong_ == 0) return;
  ++timed_out_;
  throw Error(ErrorKind::lock_unavailable, error.what(), error.hint(), "55P03");
}

// Where the wait for the lock has left it little of its time, it may have more at the next attempt.
void StepTransaction::end_bounded(const Error& error, const Statement& statement) const {
  if (error.sqlstate() != "57014") return;
  const milliseconds all = context_.options.lock.timeout;
  if (*for_bounded_work_ < all * 3 / 4)
    throw Error(ErrorKind::lock_unavailable, error.what(), error.hint(), "55P03");
  throw in_statement(
      Error(ErrorKind::failed,
            fmt::format("it takes longer than clients may wait for the table (--lock-timeout is "
                        "{})",
                        duration_text(all)),
            "give it a longer --lock-timeout in a quiet hour, or do what the plan's warning says",
            error.sqlstate()),
      step_, statement);
}

void StepTransaction::attempt(const std::vector<QualifiedName>& vacuumed) {
  if (at_once_) {
    try {
      context_.session->transaction([&] {
        prepare(vacuumed);
        send_at_once();
      });
      return;
    } catch (const Error& error) {
      const bool only_a_lock = is_lock_conflict(error) && strong_ <= 1;
      if (is_connection_error(error) || error.kind() == ErrorKind::interrupted || only_a_lock)
        throw;
      give_way_if_out_of_time(error);
      at_once_ = false;  // now with all of the budget for each lock, or to see which one fails
    }
  }
  context_.session->transaction([&] {
    prepare(vacuumed);
    send_one_by_one();
  });
}

}  // namespace

Sql search_path_of(const Plan& plan, const Sql& scope) {
  std::vector<Identifier> path = plan.search_path;
  if (path.empty()) path.push_back(plan.schema);
  return sql("{} search_path = {}, pg_temp", scope, path);
}

Error in_statement(const Error& error, const Step& step, const Statement& statement) {
  return {
      error.kind(),
      fmt::format("{}: {}\n  in: {}", step.title, error.what(), first_line(statement.sql.text())),
      error.hint(), error.sqlstate()};
}

namespace {

void run_transaction(RunContext& context, const Step& step,
                     const std::vector<Statement>& statements, StepState mark_as,
                     WhatIsGone what_is_gone) {
  StepTransaction transaction(context, step, statements, mark_as, what_is_gone);
  for (;;) {
    try {
      with_lock_patience(context, step, statements,
                         [&](const auto& vacuumed) { transaction.attempt(vacuumed); });
      return;
    } catch (const pg::CommitInDoubt&) {
      context.session.reconnect();
      if (context.journal.state(*context.session, step.id) == mark_as) return;
    }
  }
}

}  // namespace

void run_transaction(RunContext& context, const Step& step,
                     const std::vector<Statement>& statements, StepState mark_as) {
  run_transaction(context, step, statements, mark_as, WhatIsGone::is_an_error);
}

void undo_transaction(RunContext& context, const Step& step,
                      const std::vector<Statement>& statements) {
  try {
    run_transaction(context, step, statements, StepState::undone);
  } catch (const Error& error) {
    if (!is_gone(error) || planner::is_raw_sql(step)) throw;
    run_transaction(context, step, statements, StepState::undone, WhatIsGone::is_left_out);
  }
}

}  // namespace zdm::run
