#include "run/proof.hpp"

#include <fmt/format.h>

#include <string>

#include "core/error.hpp"
#include "pg/commit_in_doubt.hpp"
#include "run/blocked_watch.hpp"
#include "run/lock_patience.hpp"
#include "run/step_transaction.hpp"
#include "run/violation.hpp"

namespace zdm::run {
namespace {

Error disproved(const Step& step, const Proof& proof, const pg::Rows& rows) {
  return {ErrorKind::failed,
          fmt::format("{}: it does not hold that {}; found:{}", step.title, proof.claim,
                      as_examples(rows)),
          step.phase == Phase::contract ? "somebody has changed it since start: put it right and "
                                          "run zdm complete, or zdm rollback"
                                        : kChangeRows};
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
