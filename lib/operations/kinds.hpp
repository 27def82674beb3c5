#pragma once

#include "operations/operation_kind.hpp"

// One function for each file that describes an operation; all.cpp lists them.
namespace zdm::operations {

OperationKind create_table();
OperationKind rename_table();
OperationKind drop_table();
OperationKind add_column();
OperationKind rename_column();
OperationKind drop_column();
OperationKind alter_column();
OperationKind create_index();
OperationKind drop_index();
OperationKind create_constraint();
OperationKind drop_constraint();
OperationKind drop_multicolumn_constraint();
OperationKind rename_constraint();
OperationKind set_replica_identity();
OperationKind raw_sql();

}  // namespace zdm::operations
