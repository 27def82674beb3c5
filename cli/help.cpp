#include "help.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zdm::cli {
namespace {

// One line of a list: what to write, and what it does.
struct Entry {
  std::string term;
  std::string meaning;
};

std::string list(const std::vector<Entry>& entries) {
  std::size_t width = 0;
  for (const Entry& entry : entries) width = std::max(width, entry.term.size());
  std::string text;
  for (const Entry& entry : entries)
    text += fmt::format("  {:<{}}  {}\n", entry.term, width, entry.meaning);
  return text;
}

Entry entry(const Option& option) {
  std::string names = option.names;
  const std::size_t comma = names.find(',');
  if (comma != std::string::npos) names.insert(comma + 1, " ");
  if (option.needs_value())
    names += " " + option.metavar;
  else if (!option.is_flag())
    names += "[=" + option.metavar + "]";
  const std::string value = option.default_text();
  return {names, value.empty() ? option.help : fmt::format("{} (default: {})", option.help, value)};
}

std::vector<Entry> entries(const std::vector<Option>& options) {
  std::vector<Entry> list;
  for (const Option& option : options) list.push_back(entry(option));
  return list;
}

std::string operand_usage(const Operands& operands) {
  if (operands.at_most == 0) return {};
  if (!operands.usage.empty()) return " " + operands.usage;
  const std::string name = operands.at_most == kMany ? operands.metavar + "..." : operands.metavar;
  return operands.at_least == 0 ? fmt::format(" [{}]", name) : " " + name;
}

}  // namespace

std::string general_help(const std::vector<Option>& globals, const Commands& commands) {
  std::vector<Entry> names;
  for (const auto& command : commands)
    names.push_back({std::string(command->name()), std::string(command->summary())});
  std::vector<Entry> options = entries(globals);
  options.push_back({"-h, --help", "this text; behind a command, the command's"});
  options.push_back({"--version", "print the version"});
  return "Schema migrations for PostgreSQL with no downtime and a way back.\n\n"
         "Usage: zdm [global options] COMMAND [options]\n\nCommands:\n" +
         list(names) + "\nGlobal options, before or behind the command:\n" + list(options) +
         "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 mistakes in a file,\n"
         "4 could not get a lock in time (nothing changed, try again), 5 the state does not allow\n"
         "it (the message names the right command), 6 interrupted (safe to start again).\n";
}

std::string command_help(Command& command) {
  const Operands operands = command.operands();
  std::vector<Entry> options = entries(command.options());
  if (operands.at_most > 0) options.insert(options.begin(), {operands.metavar, operands.help});
  options.push_back({"-h, --help", "this text"});
  std::string text =
      fmt::format("zdm {}: {}\n\nUsage: zdm {} [options]{}\n\n{}", command.name(),
                  command.summary(), command.name(), operand_usage(operands), list(options));
  if (!command.details().empty()) text += fmt::format("\n{}", command.details());
  return text + "\nGlobal options: see zdm --help.\n";
}

}  // namespace zdm::cli
