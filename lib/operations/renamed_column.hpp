#pragma once

#include "operations/draft.hpp"

namespace zdm::operations {

// A column and its new name, as two keys of an operation give them.
struct ColumnRename {
  Identifier table;
  Identifier from;
  Identifier to;
  const char* from_key;
  const char* to_key;
};

Changes renamed_column(Draft& draft, const ColumnRename& wanted);

}  // namespace zdm::operations
