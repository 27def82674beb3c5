#pragma once

#include <string_view>
#include <vector>

#include "operations/operation_kind.hpp"

namespace zdm {

// Every kind of operation that a migration may hold, in the order of the documentation.
const std::vector<OperationKind>& operation_kinds();

// The kind of that name; none if there is no such operation.
const OperationKind* operation_kind(std::string_view name);

}  // namespace zdm
