#pragma once

#include <cstddef>
#include <string>

#include "core/finding.hpp"
#include "core/identifier.hpp"

namespace zdm::convert {

struct Rewriting {
  std::string text;           // of the file; as it was where nothing could be rewritten
  std::size_t rewritten = 0;  // sql operations that have become others
  Findings findings;          // those that stay, and why; and what is worth a look
};

// A migration file with its sql operations as the operations that do the same. One stays as it is,
// where something would have to be filled in, or where it would take several migrations.
Rewriting rewrite_sql_operations(const std::string& file, const std::string& text,
                                 const Identifier& schema);

}  // namespace zdm::convert
