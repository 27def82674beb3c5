#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "convert/touches.hpp"
#include "core/finding.hpp"

namespace zdm::convert {

using Json = nlohmann::ordered_json;

// Something to tell about a place of the script.
struct Note {
  std::size_t offset = 0;
  Finding finding;  // without its place
};

// What a change is: an operation of that name, or something that only joins another change; left by
// itself, it is SQL.
enum class Kind {
  create_table,
  rename_table,
  drop_table,
  add_column,
  rename_column,
  drop_column,
  alter_column,
  create_index,
  drop_index,
  create_constraint,
  drop_constraint,
  drop_multicolumn_constraint,
  rename_constraint,
  set_replica_identity,
  sql,
  // These join others. In brackets, what stands in their fields.
  update,               // "table", "values" {column: expression}, "where", "from"
  validate_constraint,  // "table", "name"
  use_index,            // "index", and those of the create_constraint
  comment_table,        // "name", "comment"
  add_identity,         // "table", "column", "identity"
  create_sequence,      // "name", "type"; only of one that serial would make just so
  own_sequence,         // "name", "table", "column"
  draw_default,         // "table", "column", "sequence", "default"
};

std::string operation_name(Kind kind);  // "create_table"; "sql" for what only joins others

// One thing that SQL does: a statement, or one command of an ALTER TABLE; later, the operation that
// several of them make together.
struct Change {
  Kind kind = Kind::sql;
  Json fields = Json::object();  // of the operation
  Touches touches{};
  std::vector<std::size_t> statements{};  // of the script, by number
  std::size_t offset = 0;                 // in the script, of the first
  std::string sql{};                      // the same in SQL
  std::string down{};                     // what takes the SQL back; empty: nobody knows
  std::string why_sql{};                  // why it is no operation; empty: it just has none
  bool can_wait = true;                   // until complete, if it is SQL
  bool takes_away = false;                // SQL that clients of the old version would suffer from
  std::vector<Note> notes{};              // if it comes to stand by itself
  bool proven = true;                     // of a constraint: false, as long as it is NOT VALID
};

}  // namespace zdm::convert
