#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pg/session.hpp"

namespace zdm::harness {

// SQL statements, each with what is expected of it below it, indented by two spaces: a row in a
// line, or "ERROR sqlstate". Nothing is expected of a statement that returns no rows.
struct ScriptStatement {
  std::string lead;  // comments and empty lines before it
  std::string sql;   // to the end of the line with the semicolon
};

// Throws std::invalid_argument for text that ends in the middle of a statement.
std::vector<ScriptStatement> parse_script(std::string_view text);

struct ScriptOutcome {
  std::string text;    // the script again, with what came of each statement
  std::string errors;  // the server's messages, one a line
};

// Runs each statement by itself, and goes on after errors.
ScriptOutcome run_script(std::string_view script, pg::Session& session);

}  // namespace zdm::harness
