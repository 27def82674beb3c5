#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

namespace zdm::cli {

// One line of a list: what to write, and what it does.
struct Entry {
  std::string term;  // "-o, --output PLAN.json"
  std::string meaning;
};

// What help and man pages are made of.
inline constexpr std::string_view kWhatItIs =
    "Schema migrations for PostgreSQL with no downtime and a way back.";
std::string usage(Command& command);               // "zdm start [options] FILE"
std::vector<Entry> own_entries(Command& command);  // its operand and options, --help the last
std::vector<Entry> global_entries(const std::vector<Option>& globals);
std::vector<Entry> command_entries(const Commands& commands);
std::vector<Entry> exit_codes();

// "zdm --help": all commands and the global options.
std::string general_help(const std::vector<Option>& globals, const Commands& commands);

// "zdm start --help".
std::string command_help(Command& command);

}  // namespace zdm::cli
