#pragma once

#include <memory>

#include "console.hpp"
#include "engine.hpp"
#include "forecast.hpp"
#include "globals.hpp"
#include "sequence.hpp"

namespace zdm::cli {

enum class Ground { database_or_files, files };

// The tables that a migration met, or will meet.
struct TablesBefore {
  ReadFile file;  // the migration itself; where it is applied, as the database has recorded it
  Position position;
  std::unique_ptr<Engine> engine;  // on the database that has them; none: the files before do
  bool is_active = false;          // the migration, on the database
  Findings findings{};             // of files that are not what was applied
};

// As the database has them, with what the files before make that are not applied there. Where the
// migration itself is applied: as those make them that were applied before it, in the form that the
// database has recorded. Where none is named: as all files before it make them. Throws Error.
TablesBefore tables_before(const ReadFile& file, const Globals& globals, Console& console,
                           Ground ground);

// What the database answers to the migration's questions over the tables; nothing without one.
Facts facts(TablesBefore& tables, const Migration& migration);

}  // namespace zdm::cli
