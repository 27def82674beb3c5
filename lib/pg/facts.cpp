#include "catalog/facts.hpp"

#include "core/search_path.hpp"
#include "pg/attempt.hpp"
#include "pg/catalog_reader.hpp"
#include "pg/expression_facts.hpp"
#include "pg/read_only.hpp"
#include "pg/type_facts.hpp"
#include "pg/volatility.hpp"
#include "sql/sql.hpp"

namespace zdm::pg {
namespace {

constexpr int kParameterPrivileges = 150000;

// PostgreSQL computes what is constant while it plans: that must not take long.
constexpr std::string_view kSettings = "SET LOCAL statement_timeout = '10s'; SET LOCAL jit = off";

bool may_silence_triggers(Session& session) {
  const char* question =
      session.server_version() >= kParameterPrivileges
          ? "SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')"
          : "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user";
  return session.query(question).value() == "t";
}

// The temporary schema last, where it is behind all others even for tables.
std::string path_of(const Identifier& schema, const std::vector<Identifier>& search_path) {
  std::vector<Identifier> path = expression_path(schema, search_path);
  path.emplace_back("pg_temp");
  return to_sql(path);
}

void answer_all(Session& session, const Questions& questions, const std::string& path,
                Facts& facts) {
  Attempts attempts(session);
  if (!questions.types.empty()) facts.types = about_types(session, attempts, questions.types, path);
  if (questions.expressions.empty()) return;
  attempts.set_search_path(path);
  facts.expressions = about_expressions(session, attempts, questions.expressions);
  judge_volatility(session, facts.expressions);
}

}  // namespace

Facts answer(Session& session, const Questions& questions, const Identifier& schema,
             const std::vector<Identifier>& search_path, std::chrono::milliseconds lock_timeout) {
  Facts facts;
  facts.may_silence_triggers = may_silence_triggers(session);
  if (questions.types.empty() && questions.expressions.empty()) return facts;
  read_only(session, kSettings, lock_timeout,
            [&] { answer_all(session, questions, path_of(schema, search_path), facts); });
  return facts;
}

}  // namespace zdm::pg
