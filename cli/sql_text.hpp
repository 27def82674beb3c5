#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/statement.hpp"

namespace zdm::cli {

// Each line that is not empty behind the indent; ends in a newline.
std::string indented(std::string_view text, std::string_view indent);

// Ends in one semicolon, also where a user's SQL ends in several, or in a comment.
std::string terminated(std::string text);

// One below the other, each terminated; ends in a newline if there are any.
std::string script_of(const std::vector<Statement>& statements);

}  // namespace zdm::cli
