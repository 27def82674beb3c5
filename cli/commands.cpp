#include "command.hpp"

namespace zdm::cli {

Commands all_commands() {
  Commands commands;
  for (const auto make :
       {init_command, plan_command, start_command, migrate_command, complete_command,
        rollback_command, status_command, backfill_command, history_command, latest_command,
        pull_command, create_command, validate_command, lint_command, convert_command,
        inverse_command, explain_command, sandbox_command, completion_command})
    commands.push_back(make());
  return commands;
}

}  // namespace zdm::cli
