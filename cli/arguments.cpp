#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <map>

#include "connection.hpp"
#include "core/error.hpp"
#include "core/finding.hpp"
#include "meant.hpp"

// The only file that sees CLI11, which takes longer to compile than all the rest of cli/. CLI11
// finds options and operands; what they mean and what is wrong with them is said here.

namespace zdm::cli {
namespace {

using Strings = std::vector<std::string>;

// What CLI11 has found for one option.
struct Found {
  const Command* owner;  // none: a global option
  Option option;
  CLI::Option* parsed;
};

struct Parser {
  CLI::App app;
  std::vector<Found> found;
  std::map<const CLI::App*, Command*> commands;
  Strings operands;
  bool version = false;
};

std::string usage_hint(const Command* command) {
  return command == nullptr ? "zdm --help lists the commands"
                            : fmt::format("see zdm {} --help", command->name());
}

Error mistake(const std::string& message, const Command* command) {
  return {ErrorKind::usage, message, usage_hint(command)};
}

void add_option(Parser& parser, CLI::App& app, const Command* owner, const Option& option) {
  CLI::Option* parsed =
      option.needs_value() ? app.add_option(option.names) : app.add_flag(option.names);
  if (option.needs_value())
    parsed->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  parser.found.push_back({owner, option, parsed});
}

void add_command(Parser& parser, Command& command) {
  CLI::App* app = parser.app.add_subcommand(std::string(command.name()));
  app->set_help_flag("-h,--help");
  app->fallthrough();  // global options may stand behind the command too
  app->allow_extras();
  for (const Option& option : command.options()) add_option(parser, *app, &command, option);
  app->add_option("operands", parser.operands);
  parser.commands[app] = &command;
}

void build(Parser& parser, const std::vector<Option>& globals, const Commands& commands) {
  parser.app.set_help_flag("-h,--help");
  parser.app.allow_extras();
  parser.app.require_subcommand(0, 1);
  parser.app.add_flag("--version", parser.version);
  for (const Option& option : globals) add_option(parser, parser.app, nullptr, option);
  for (const auto& command : commands) add_command(parser, *command);
}

Command* chosen(const Parser& parser) {
  const auto used = parser.app.get_subcommands();
  return used.empty() ? nullptr : parser.commands.at(used.front());
}

// The options that may stand behind the command; all of them where there is none.
Strings option_names(const Parser& parser, const Command* command) {
  Strings names{"--help", "--version"};
  for (const Found& found : parser.found)
    if (command == nullptr || found.owner == nullptr || found.owner == command)
      names.push_back(found.option.long_name());
  return names;
}

bool belongs_to(const Command* command, const Parser& parser, const std::string& name) {
  return std::any_of(parser.found.begin(), parser.found.end(), [&](const Found& found) {
    return found.owner == command && has_name(found.option, name);
  });
}

// Only the name is shown: what stands behind the = may be a URL with a password.
void refuse_unknown(const Parser& parser, const Strings& extras) {
  if (extras.empty()) return;
  Command* command = chosen(parser);
  const auto option = std::find_if(extras.begin(), extras.end(), [](const std::string& text) {
    return text.size() > 1 && text.front() == '-';
  });
  if (option != extras.end()) {
    const std::string name = option->substr(0, option->find('='));
    if (command != nullptr && belongs_to(command, parser, name))
      throw mistake(
          fmt::format("{} stands behind the command: zdm {} {}", name, command->name(), name),
          command);
    throw mistake(fmt::format("there is no option {}{}", without_password(name),
                              or_meant(name, option_names(parser, command))),
                  command);
  }
  Strings names;
  for (const auto& [app, entry] : parser.commands) names.emplace_back(entry->name());
  throw mistake(fmt::format("there is no command \"{}\"{}", without_password(extras.front()),
                            or_meant(extras.front(), names)),
                nullptr);
}

void assign_options(const Parser& parser) {
  for (const Found& found : parser.found)
    for (const std::string& text : found.parsed->results()) {
      const bool bare = text == "true" && !found.option.needs_value();
      if (found.option.is_flag() && !bare) continue;
      assign(found.option, bare && !found.option.is_flag() ? found.option.implied : text);
    }
}

void assign_operands(Command& command, const Strings& given) {
  const Operands operands = command.operands();
  if (given.size() < operands.at_least)
    throw mistake(fmt::format("{}: {} is missing", command.name(), operands.metavar), &command);
  if (given.size() > operands.at_most)
    throw mistake(fmt::format("{}: \"{}\" is one operand too many", command.name(),
                              without_password(given[operands.at_most])),
                  &command);
  if (operands.values != nullptr) *operands.values = given;
}

// CLI11 takes the next word for the value of "--schema=".
void give_empty_values(const Parser& parser, Strings& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].starts_with("--") || arguments[i].find('=') + 1 != arguments[i].size())
      continue;
    const std::string name = arguments[i].substr(0, arguments[i].size() - 1);
    const bool takes_one =
        std::any_of(parser.found.begin(), parser.found.end(), [&](const Found& found) {
          return found.option.needs_value() && has_name(found.option, name);
        });
    if (!takes_one) continue;
    arguments[i] = name;
    arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, "");
  }
}

// CLI11 is left with what stands before the first "--": behind it there are operands only, and a
// COMMAND's own options and "--" among them.
Strings take_plain_operands(Strings& arguments) {
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  if (dashes == arguments.end()) return {};
  Strings behind(std::next(dashes), arguments.end());
  arguments.erase(dashes, arguments.end());
  return behind;
}

Request parse_with(Parser& parser, Strings arguments) {
  const Strings behind = take_plain_operands(arguments);
  give_empty_values(parser, arguments);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    parser.app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    return {Request::Kind::help, chosen(parser)};
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();  // begins with the option's name
    throw mistake(text.substr(0, text.find(':')) + ": its value is missing", chosen(parser));
  } catch (const CLI::ParseError& error) {
    throw mistake(without_password(error.what()), chosen(parser));
  }
  if (parser.version) return {Request::Kind::version, nullptr};
  refuse_unknown(parser, parser.app.remaining(true));
  Command* command = chosen(parser);
  if (command == nullptr) throw mistake("a command is missing", nullptr);
  assign_options(parser);
  parser.operands.insert(parser.operands.end(), behind.begin(), behind.end());
  assign_operands(*command, parser.operands);
  return {Request::Kind::run, command};
}

}  // namespace

Request parse_arguments(const Strings& arguments, const std::vector<Option>& globals,
                        const Commands& commands) {
  Parser parser;
  build(parser, globals, commands);
  return parse_with(parser, arguments);
}

}  // namespace zdm::cli
