#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/step.hpp"

namespace zdm {

// The whole program of a migration. Stored in the database at start; complete, rollback and resume
// run the stored one.
struct Plan {
  static constexpr int kFormat = 1;

  std::string migration;    // its name
  std::string description;  // why; may be empty
  Identifier schema;        // the base schema
  Identifier version_schema;
  std::optional<Identifier>
      old_version_schema;  // none: the old version's clients use the base schema
  // Set on every session that runs a step: the base schema and those given at start. Expressions
  // mean the same whoever runs zdm.
  std::vector<Identifier> search_path;
  std::vector<Step> steps;  // in the order in which they run

  // Steps before contract that cannot be undone.
  std::vector<const Step*> irreversible_steps() const;

  auto operator<=>(const Plan&) const = default;
};

}  // namespace zdm
