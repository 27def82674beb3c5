#pragma once

#include "sql/sql.hpp"

namespace zdm::operations {

// Is the default a mere NULL, which is none?
bool is_null(const SqlExpression& value);

}  // namespace zdm::operations
