#pragma once

#include <string>

namespace zdm::convert {

// A column's name as an expression: quoted where PostgreSQL would not take it as it stands.
std::string sql_name(const std::string& column);

}  // namespace zdm::convert
