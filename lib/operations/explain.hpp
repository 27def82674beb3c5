#pragma once

#include <string>

#include "operations/operation_kind.hpp"

namespace zdm {

// All that is known of an operation, as text for a terminal: summary, fields, phases.
std::string explain(const OperationKind& kind);

// Every operation with its summary, one a line.
std::string explain_all();

}  // namespace zdm
