#include "run/proof.hpp"

#include <fmt/format.h>

#include <string>

#include "core/error.hpp"
#include "pg/commit_in_doubt.hpp"
#include "run/blocked_watch.hpp"
#include "run/lock_patience.hpp"
#include "run/step_transaction.hpp"

namespace zdm::run {
namespace {

constexpr std::size_t kRowsTold = 3;

std::string to_text(const pg::Rows& rows, std::size_t i) {
  std::string text;
  for (std::size_t column = 0; column < rows.columns.size(); ++column)
    text += fmt::format("{}{} = {}", column > 0 ? ", " : "", rows.columns[column],
                        rows.rows[i][column].value_or("NULL"));
  return text;
}

Error disproved(const Step& step, const Proof& proof, const pg::Rows& rows) {
  std::string examples;
  for (std::size_t i = 0; i < rows.rows.size() && i < kRowsTold; ++i)
    examples += "\n  " + to_text(rows, i);
  if (rows.rows.size() > kRowsTold) examples += "\n  and more";
  return {ErrorKind::failed,
          fmt::format("{}: it does not hold that {}; found:{}", step.title, proof.claim, examples),
          step.phase == Phase::contract ? "somebody has changed it since start: put it right and "
                                          "run zdm complete, or zdm rollback"
                                        : "change these rows, or the migration, and start again"};
}

// Through a cursor, so that a million rows are no more to hold than four.
pg::Rows first_rows(RunContext& context, const Step& step, const Statement& query) {
  pg::Session& session = *context.session;
  session.query(search_path_of(context.plan, sql("SET LOCAL")).text());
  session.query(sql("SET LOCAL lock_timeout = {}",
                    static_cast<long long>(context.options.lock.timeout.count()))
                    .text());
  try {
    session.query(sql("DECLARE zdm_proof NO SCROLL CURSOR FOR {}", query.sql).text());
    const Sql fetch = sql("FETCH {} FROM zdm_proof", static_cast<int>(kRowsTold) + 1);
    return query_watched(context, step, fetch.text(), ForOthers::gives_way);
  } catch (const Error& error) {
    if (is_connection_error(error) || error.kind() == ErrorKind::interrupted ||
        is_lock_conflict(error))
      throw;
    throw in_statement(error, step, query);
  }
}

void prove_once(RunContext& context, const Step& step, const Proof& proof) {
  context.session->transaction([&] {
    context.session->query(context.journal.mark(step.id, StepState::done).text());
    const pg::Rows rows = first_rows(context, step, proof.query);
    if (!rows.empty()) throw disproved(step, proof, rows);
  });
}

}  // namespace

void prove(RunContext& context, const Step& step, const Proof& proof) {
  for (;;) {
    try {
      with_lock_patience(context, step, {proof.query},
                         [&](const auto&) { prove_once(context, step, proof); });
      return;
    } catch (const pg::CommitInDoubt&) {
      context.session.reconnect();  // to prove it once more does no harm
    }
  }
}

}  // namespace zdm::run
