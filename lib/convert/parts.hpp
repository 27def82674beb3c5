#pragma once

#include <vector>

#include "convert/change.hpp"

namespace zdm::convert {

// SQL that runs at start has to be alone in its migration. So changes become one migration or
// several, one to be completed before the next: SQL that nothing behind it depends on waits for the
// complete of its migration, all other stands in one of its own.
using Part = std::vector<Change>;

std::vector<Part> in_parts(std::vector<Change> changes);

// When a change that is SQL runs in its part.
enum class Moment { start, complete };
Moment moment_of(const Change& sql, const Part& part);

// The list of operations of a part, as a migration has it.
Json operations_of(const Part& part);

}  // namespace zdm::convert
