#include "migration/json_schema.hpp"

#include <nlohmann/json.hpp>

#include "fields/json_schema.hpp"
#include "migration/migration_fields.hpp"

namespace zdm {

std::string migration_json_schema() {
  nlohmann::ordered_json schema{
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "zdm migration"},
      {"description", "A change to the schema of a PostgreSQL database. Made by ./dev generate."}};
  schema.update(fields::json_schema_of(MigrationFields::record().shape()));
  return schema.dump(2) + "\n";
}

}  // namespace zdm
