#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zdm {

// The statements of a script, without their semicolons. What libpg_query cannot split stays one.
std::vector<std::string> split_script(std::string_view text);

// Does the script hold a command that PostgreSQL refuses inside a transaction block: VACUUM, CREATE
// INDEX CONCURRENTLY, CREATE DATABASE …? False for what cannot be parsed: the server will tell.
bool forbids_transaction(std::string_view text);

// Does the script hold BEGIN, COMMIT, ROLLBACK, SAVEPOINT or another command on transactions?
bool controls_transactions(std::string_view text);

}  // namespace zdm
