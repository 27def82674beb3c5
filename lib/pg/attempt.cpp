#include "pg/attempt.hpp"

#include <array>

namespace zdm::pg {
namespace {

// Errors that are no answer: no connection, no resources, an operator's intervention, a failure of
// the system; see "PostgreSQL Error Codes" (errcodes-appendix) in its manual. That a statement
// takes too long (57014) is an answer.
bool is_of_the_world(const Error& error) {
  constexpr std::array<std::string_view, 5> kClasses{"08", "53", "57", "58", "XX"};
  if (error.kind() != ErrorKind::failed) return true;
  if (error.sqlstate() == "57014") return false;
  for (const std::string_view each : kClasses)
    if (error.sqlstate().starts_with(each)) return true;
  return false;
}

}  // namespace

std::string Attempt::message() const {
  if (!error) return {};
  std::string message = error->what();
  if (!error->hint().empty()) message += "; " + error->hint();
  if (message.ends_with('.')) message.pop_back();
  return message;
}

Attempts::Attempts(Session& session) : session_(session) {
  session_.query("SAVEPOINT zdm_attempt");
}

void Attempts::set_search_path(const std::string& path) {
  session_.query("RELEASE SAVEPOINT zdm_attempt; SET LOCAL search_path = " + path +
                 "; SAVEPOINT zdm_attempt");
}

Attempt Attempts::run(std::string_view sql, const Row& parameters) {
  try {
    return {parameters.empty() ? session_.query_single(sql) : session_.query(sql, parameters), {}};
  } catch (const Error& error) {
    if (is_of_the_world(error)) throw;
    session_.query("ROLLBACK TO SAVEPOINT zdm_attempt");
    return {{}, error};
  }
}

}  // namespace zdm::pg
