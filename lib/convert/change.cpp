#include "convert/change.hpp"

namespace zdm::convert {

std::string operation_name(Kind kind) {
  switch (kind) {
    case Kind::create_table:
      return "create_table";
    case Kind::rename_table:
      return "rename_table";
    case Kind::drop_table:
      return "drop_table";
    case Kind::add_column:
      return "add_column";
    case Kind::rename_column:
      return "rename_column";
    case Kind::drop_column:
      return "drop_column";
    case Kind::alter_column:
      return "alter_column";
    case Kind::create_index:
      return "create_index";
    case Kind::drop_index:
      return "drop_index";
    case Kind::create_constraint:
      return "create_constraint";
    case Kind::drop_constraint:
      return "drop_constraint";
    case Kind::drop_multicolumn_constraint:
      return "drop_multicolumn_constraint";
    case Kind::rename_constraint:
      return "rename_constraint";
    case Kind::set_replica_identity:
      return "set_replica_identity";
    case Kind::sql:
    case Kind::update:
    case Kind::validate_constraint:
    case Kind::use_index:
    case Kind::comment_table:
    case Kind::add_identity:
    case Kind::create_sequence:
    case Kind::own_sequence:
    case Kind::draw_default:
      return "sql";
  }
  return "sql";
}

}  // namespace zdm::convert
