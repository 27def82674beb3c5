#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/step.hpp"

namespace zdm {

// A column of a table while both versions are live: what it is called in the table, and what
// clients of each version call it, those who see it.
struct MappedColumn {
  Identifier physical;
  std::optional<Identifier> old_name;
  std::optional<Identifier> new_name;
  auto operator<=>(const MappedColumn&) const = default;
};

struct MappedTable {
  QualifiedName physical;
  std::optional<Identifier> old_name;  // none: the migration makes it
  std::optional<Identifier> new_name;  // none: the migration drops it
  std::vector<MappedColumn> columns;   // the old version's in its order, then the others
  auto operator<=>(const MappedTable&) const = default;
};

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
  // The names of all migrations that it runs as one, oldest first; none: just the one.
  std::vector<std::string> span{};
  std::vector<MappedTable> tables{};  // those that change, by their old names, then the made ones

  // Steps before contract that cannot be undone.
  std::vector<const Step*> irreversible_steps() const;

  auto operator<=>(const Plan&) const = default;
};

}  // namespace zdm
