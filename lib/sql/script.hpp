#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zdm {

// A statement of a script, without its semicolon, with the blanks and comments before it; in bytes.
struct ScriptSpan {
  std::size_t begin = 0;
  std::size_t size = 0;
};

// The statements of a script, in its order. What libpg_query cannot split stays one.
std::vector<ScriptSpan> script_spans(const std::string& text);
std::vector<std::string> split_script(std::string_view text);

// Does the script hold a command that PostgreSQL refuses inside a transaction block: VACUUM, CREATE
// INDEX CONCURRENTLY, CREATE DATABASE …? False for what cannot be parsed: the server will tell.
bool forbids_transaction(std::string_view text);

// Does the script hold ALTER TYPE … ADD VALUE? The value cannot be used before it is committed.
bool adds_enum_value(std::string_view text);

// Does the script hold BEGIN, COMMIT, ROLLBACK, SAVEPOINT or another command on transactions?
bool controls_transactions(std::string_view text);

}  // namespace zdm
