#pragma once

#include "operations/draft.hpp"
#include "operations/index_spec.hpp"

namespace zdm::operations {

// Refuses what PostgreSQL's index methods, or this server's version, cannot do.
void refuse_by_method(Draft& draft, const CreateIndex& wanted);

}  // namespace zdm::operations
