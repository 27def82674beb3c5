#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "console.hpp"
#include "globals.hpp"
#include "option.hpp"

namespace zdm::cli {

// One command of the command line. Options and operands are bound to its own members.
class Command {
 public:
  virtual ~Command() = default;

  virtual std::string_view name() const = 0;
  virtual std::string_view summary() const = 0;  // a clause, for the list of commands
  virtual std::string_view details() const = 0;  // what more --help says, the JSON keys among it
  virtual std::vector<Option> options() = 0;
  virtual Operands operands() { return {}; }

  // Returns the exit code; throws Error.
  virtual int run(const Globals& globals, Console& console) = 0;
};

using Commands = std::vector<std::unique_ptr<Command>>;

// All of them, in the order in which help lists them.
Commands all_commands();

std::unique_ptr<Command> init_command();
std::unique_ptr<Command> plan_command();
std::unique_ptr<Command> start_command();
std::unique_ptr<Command> migrate_command();
std::unique_ptr<Command> complete_command();
std::unique_ptr<Command> rollback_command();
std::unique_ptr<Command> status_command();
std::unique_ptr<Command> backfill_command();
std::unique_ptr<Command> history_command();
std::unique_ptr<Command> latest_command();
std::unique_ptr<Command> pull_command();
std::unique_ptr<Command> create_command();
std::unique_ptr<Command> validate_command();
std::unique_ptr<Command> lint_command();
std::unique_ptr<Command> convert_command();
std::unique_ptr<Command> inverse_command();
std::unique_ptr<Command> explain_command();
std::unique_ptr<Command> sandbox_command();
std::unique_ptr<Command> completion_command();

}  // namespace zdm::cli
