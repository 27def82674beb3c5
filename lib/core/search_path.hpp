#pragma once

#include <vector>

#include "core/identifier.hpp"

namespace zdm {

// Where a migration's expressions find what they name: in the schema of the tables, then in the
// further ones.
std::vector<Identifier> expression_path(const Identifier& schema,
                                        const std::vector<Identifier>& further);

}  // namespace zdm
