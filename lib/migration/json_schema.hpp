#pragma once

#include <string>

namespace zdm {

// schema/migration.schema.json: what an editor has to know to help with a migration file.
std::string migration_json_schema();

}  // namespace zdm
