#include "run/index_build.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "core/error.hpp"
#include "run/lock_patience.hpp"
#include "run/outside_transaction.hpp"
#include "run/step_transaction.hpp"
#include "run/violation.hpp"

namespace zdm::run {
namespace {

// Clients' reads and writes do not queue behind SHARE UPDATE EXCLUSIVE, and the command waits for
// old transactions by its nature.
constexpr std::chrono::milliseconds kNoLimit{0};

enum class IndexState { absent, invalid, valid };

IndexState state_of(pg::Session& session, const QualifiedName& index) {
  const Sql query =
      sql("SELECT coalesce(i.indisvalid, false) FROM pg_catalog.pg_class c\n"
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n"
          "LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid\n"
          "WHERE n.nspname = {} AND c.relname = {}",
          Literal{index.schema.str()}, Literal{index.name.str()});
  const pg::Rows rows = session.query(query.text());
  if (rows.empty()) return IndexState::absent;
  return rows.value() == "t" ? IndexState::valid : IndexState::invalid;
}

void refuse_other(const Step& step, const QualifiedName& index) {
  throw Error(ErrorKind::failed,
              fmt::format("{}: there is something of the name {} already, and it is not this "
                          "migration's",
                          step.title, index.quoted()),
              "rename or drop it, or give the index of the migration another name", "42P07");
}

void build(RunContext& context, const Step& step, const BuildIndex& work) {
  with_lock_patience(context, step, {work.create}, [&](const auto&) {
    try {
      run_alone(context, step, work.create, kNoLimit, ForOthers::gives_way);
    } catch (const Error& error) {
      // An index that had to wait too long stays until it is taken back: to drop it would have to
      // wait for the same transactions.
      const bool waited_long_enough =
          error.kind() == ErrorKind::lock_unavailable && !is_lock_conflict(error);
      if (is_connection_error(error) || error.kind() == ErrorKind::interrupted ||
          waited_long_enough)
        throw;
      const Error told =
          violated_by_index(context, step, work.index, in_statement(error, step, work.create));
      if (state_of(*context.session, work.index) == IndexState::invalid)
        drop_index(context, step, work.drop);
      if (is_lock_conflict(error)) throw;
      throw told;
    }
  });
}

}  // namespace

void drop_index(RunContext& context, const Step& step, const Statement& drop) {
  with_lock_patience(context, step, {drop}, [&](const auto&) {
    run_alone(context, step, drop, kNoLimit, ForOthers::gives_way);
  });
}

void require_free_name(RunContext& context, const Step& step, const BuildIndex& work) {
  if (state_of(*context.session, work.index) != IndexState::absent) refuse_other(step, work.index);
}

void build_index(RunContext& context, const Step& step, const BuildIndex& work) {
  const IndexState found = state_of(*context.session, work.index);
  if (found == IndexState::invalid) drop_index(context, step, work.drop);
  if (found != IndexState::valid) build(context, step, work);
  if (state_of(*context.session, work.index) != IndexState::valid)
    throw Error(ErrorKind::failed,
                fmt::format("{}: the index {} was built, but is not valid", step.title,
                            work.index.quoted()),
                "run the same command again: it builds the index anew");
}

}  // namespace zdm::run
