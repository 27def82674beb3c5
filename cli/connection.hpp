#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace zdm::cli {

// How a variable of the environment is looked up; empty if it is not set. Tests bring their own.
using Environment = std::function<std::string(std::string_view)>;

std::string environment_variable(std::string_view name);

// What to hand to libpq: the option, ZDM_POSTGRES_URL, DATABASE_URL; empty leaves it to libpq's own
// variables and files.
std::string connection_url(const std::string& option, const Environment& environment);

// Has anybody said which database? libpq itself always has a default.
bool names_a_database(const std::string& url, const Environment& environment);

// For arguments that are shown again: without what may be the password in a URL or in keywords.
std::string without_password(std::string text);

}  // namespace zdm::cli
