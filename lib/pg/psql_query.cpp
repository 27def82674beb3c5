#include "pg/psql_query.hpp"

#include <fmt/format.h>

namespace zdm::pg {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

}  // namespace

std::vector<Row> run_query(Session& session, std::string_view query,
                           const PsqlVariables& variables) {
  std::string text(query);
  Row parameters;
  for (const auto& [name, value] : variables) {
    const std::string variable = fmt::format(":'{}'", name);
    if (text.find(variable) == std::string::npos) continue;
    parameters.emplace_back(value);
    replace_all(text, variable, fmt::format("${}::text", parameters.size()));
  }
  return session.query(text, parameters).rows;
}

}  // namespace zdm::pg
