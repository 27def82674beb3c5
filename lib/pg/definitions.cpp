#include "pg/definitions.hpp"

#include "embedded/sql.hpp"
#include "pg/psql_query.hpp"
#include "pg/read_only.hpp"
#include "pg/row_cursor.hpp"

namespace zdm::pg {

Definitions read_definitions(Session& session, const Identifier& schema,
                             std::chrono::milliseconds lock_timeout) {
  Definitions definitions;
  read_only(session, kForDefinitions, lock_timeout, [&] {
    for (const Row& row :
         run_query(session, embedded::queries::definitions, {{"schema", schema.str()}}))
      definitions.emplace(row.at(0).value_or(""), row.at(1).value_or(""));
  });
  return definitions;
}

}  // namespace zdm::pg
