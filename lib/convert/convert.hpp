#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/identifier.hpp"

// SQL into operations: what the tools that write SQL have written, as a migration of zdm's. Pure.
namespace zdm::convert {

// How many statements of a script became what.
struct Counts {
  std::size_t operations = 0;  // are done by an operation
  std::size_t sql = 0;         // stand in a sql operation, at least in part
  std::size_t left_out = 0;    // are about how the script is run, or a tool's own history
};

struct Conversion {
  // Each to be completed before the next; most scripts make one. {"operations": […]}
  std::vector<nlohmann::ordered_json> migrations;
  Counts counts;
  // What could not be known and has to be filled in (errors), and what is worth a look.
  Findings findings;
};

// `file` is for places. Names in the schema lose it; those in others have no operation.
Conversion convert_sql(const std::string& file, const std::string& text, const Identifier& schema);

// The operation of that name that one statement becomes, on one line of JSON; empty where it
// becomes anything else, or something would have to be filled in.
std::string operation_for(const std::string& sql, std::string_view operation,
                          const Identifier& schema);

}  // namespace zdm::convert
