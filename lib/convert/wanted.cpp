#include "convert/wanted.hpp"

#include <algorithm>

namespace zdm::convert {

Json* column_in(Change& create_table, const std::string& name) {
  for (Json& column : create_table.fields.at("columns"))
    if (column.at("name") == name) return &column;
  return nullptr;
}

bool is_of(const Change& change, const Json& fields, std::initializer_list<const char*> keys) {
  return std::all_of(keys.begin(), keys.end(), [&](const char* key) {
    return change.fields.value(key, Json()) == fields.value(key, Json());
  });
}

bool is_table(const Change& change, const Json& name) {
  return change.kind == Kind::create_table && change.fields.at("name") == name;
}

bool adds_column(const Change& change, const Json& table, const Json& column) {
  return change.kind == Kind::add_column && change.fields.at("table") == table &&
         change.fields.at("column").at("name") == column;
}

bool makes_constraint(const Change& change, const Json& fields) {
  return change.kind == Kind::create_constraint && is_of(change, fields, {"table", "name"});
}

}  // namespace zdm::convert
