#include "planner/grants.hpp"

#include <map>
#include <optional>
#include <utility>

#include "sql/version_ddl.hpp"

namespace zdm::planner {
namespace {

using Grant = std::pair<std::optional<Identifier>, bool>;  // to whom, and whether WITH GRANT OPTION

std::map<Grant, std::vector<std::string>> by_grantee(const Privileges& privileges) {
  std::map<Grant, std::vector<std::string>> kinds;
  for (const Privilege& privilege : privileges)
    kinds[{privilege.grantee, privilege.grantable}].push_back(privilege.kind);
  return kinds;
}

Sql grantee_text(const Grant& grant) {
  return grant.first ? sql("{}", *grant.first) : sql("PUBLIC");
}

Sql option_text(const Grant& grant) { return grant.second ? sql(" WITH GRANT OPTION") : sql(""); }

std::vector<Sql> words(const std::vector<std::string>& kinds) {
  std::vector<Sql> result;
  for (const std::string& kind : kinds) result.push_back(Sql::raw(kind));
  return result;
}

}  // namespace

std::vector<Statement> grants(const Privileges& privileges, const std::set<std::string>& allowed,
                              const Sql& on) {
  Privileges kept;
  for (const Privilege& privilege : privileges)
    if (allowed.count(privilege.kind) > 0) kept.push_back(privilege);
  std::vector<Statement> statements;
  for (const auto& [grant, kinds] : by_grantee(kept))
    statements.push_back(
        ddl::grant(join(words(kinds), ", "), on, grantee_text(grant), option_text(grant)));
  return statements;
}

std::vector<Statement> column_grants(const Privileges& privileges, const Identifier& column,
                                     const Sql& on) {
  std::vector<Statement> statements;
  for (const auto& [grant, kinds] : by_grantee(privileges)) {
    std::vector<Sql> what;
    for (const std::string& kind : kinds) what.push_back(sql("{} ({})", Sql::raw(kind), column));
    statements.push_back(ddl::grant(join(what, ", "), on, grantee_text(grant), option_text(grant)));
  }
  return statements;
}

std::vector<Statement> revocations(const Privileges& privileges, const Sql& on) {
  std::set<std::optional<Identifier>> grantees;
  for (const Privilege& privilege : privileges) grantees.insert(privilege.grantee);
  std::vector<Statement> statements;
  for (const auto& grantee : grantees)
    statements.push_back(ddl::revoke_all(on, grantee_text({grantee, false})));
  return statements;
}

}  // namespace zdm::planner
