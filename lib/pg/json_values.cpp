#include <nlohmann/json.hpp>

#include "pg/catalog_parts.hpp"

namespace zdm::pg {

Privileges read_privileges(const Value& json) {
  Privileges privileges;
  if (!json) return privileges;
  for (const auto& entry : nlohmann::json::parse(*json)) {
    Privilege& privilege = privileges.emplace_back();
    privilege.kind = entry[0].get<std::string>();
    if (!entry[1].is_null()) privilege.grantee = Identifier(entry[1].get<std::string>());
    privilege.grantable = entry[2].get<bool>();
  }
  return privileges;
}

std::vector<std::string> read_names(const Value& json) {
  if (!json) return {};
  return nlohmann::json::parse(*json).get<std::vector<std::string>>();
}

}  // namespace zdm::pg
