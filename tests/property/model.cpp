#include "property/model.hpp"

#include "core/identifier.hpp"

namespace zdm::property {

std::string quote(const std::string& name) { return Identifier(name).quoted(); }

Column rid_column(int id) {
  return {.id = id,
          .name = "rid",
          .domain = &domain("integer"),
          .not_null = true,
          .fresh = true,
          .pinned = true};
}

Column* column_of(Table& table, int id) {
  for (Column& column : table.columns)
    if (column.id == id) return &column;
  return nullptr;
}

}  // namespace zdm::property
