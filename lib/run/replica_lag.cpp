#include "run/replica_lag.hpp"

#include <fmt/format.h>

#include "sql/sql.hpp"

namespace zdm::run {

std::string lagging_replica(pg::Session& session, std::chrono::milliseconds most) {
  const Sql query =
      sql("SELECT application_name, round(extract(epoch FROM replay_lag))::bigint\n"
          "FROM pg_catalog.pg_stat_replication\n"
          "WHERE replay_lag > {}::bigint * interval '1 millisecond'\n"
          "ORDER BY replay_lag DESC, application_name LIMIT 1",
          static_cast<long long>(most.count()));
  const pg::Rows rows = session.query(query.text());
  if (rows.empty()) return {};
  return fmt::format("replica {} is {} s behind", Identifier(rows.rows[0][0].value_or("")).quoted(),
                     rows.rows[0][1].value_or("?"));
}

}  // namespace zdm::run
