#include "help.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zdm::cli {
namespace {

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

std::string usage(Command& command) {
  return fmt::format("zdm {} [options]{}", command.name(), operand_usage(command.operands()));
}

std::vector<Entry> own_entries(Command& command) {
  const Operands operands = command.operands();
  std::vector<Entry> own = entries(command.options());
  if (operands.at_most > 0) own.insert(own.begin(), {operands.metavar, operands.help});
  own.push_back({"-h, --help", "this text"});
  return own;
}

std::vector<Entry> global_entries(const std::vector<Option>& globals) {
  std::vector<Entry> options = entries(globals);
  options.push_back({"-h, --help", "this text; behind a command, the command's"});
  options.push_back({"--version", "print the version"});
  return options;
}

std::vector<Entry> command_entries(const Commands& commands) {
  std::vector<Entry> names;
  for (const auto& command : commands)
    names.push_back({std::string(command->name()), std::string(command->summary())});
  return names;
}

std::vector<Entry> exit_codes() {
  return {{"0", "done"},
          {"1", "failed"},
          {"2", "wrong usage"},
          {"3", "mistakes in a file, or findings as severe as was asked for"},
          {"4", "could not get a lock in time; nothing changed, try again"},
          {"5", "the state does not allow it; the message names the right command"},
          {"6", "interrupted; safe to start again"}};
}

std::string general_help(const std::vector<Option>& globals, const Commands& commands) {
  return fmt::format(
      "{}\n\n"
      "Usage: zdm [global options] COMMAND [options]\n\n"
      "Commands:\n{}\n"
      "Global options, before or behind the command:\n{}\n"
      "Exit codes:\n{}",
      kWhatItIs, list(command_entries(commands)), list(global_entries(globals)),
      list(exit_codes()));
}

std::string command_help(Command& command) {
  std::string text = fmt::format("zdm {}: {}\n\nUsage: {}\n\n{}", command.name(), command.summary(),
                                 usage(command), list(own_entries(command)));
  if (!command.details().empty()) text += fmt::format("\n{}", command.details());
  return text + "\nGlobal options: see zdm --help.\n";
}

}  // namespace zdm::cli
