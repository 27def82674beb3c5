#include "operations/all.hpp"

#include "operations/kinds.hpp"

namespace zdm {

const std::vector<OperationKind>& operation_kinds() {
  static const std::vector<OperationKind> kinds{
      operations::create_table(),      operations::rename_table(),
      operations::drop_table(),        operations::add_column(),
      operations::rename_column(),     operations::drop_column(),
      operations::alter_column(),      operations::create_index(),
      operations::drop_index(),        operations::create_constraint(),
      operations::drop_constraint(),   operations::drop_multicolumn_constraint(),
      operations::rename_constraint(), operations::set_replica_identity(),
      operations::raw_sql(),
  };
  return kinds;
}

const OperationKind* operation_kind(std::string_view name) {
  for (const OperationKind& kind : operation_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace zdm
