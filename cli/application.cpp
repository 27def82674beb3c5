#include "application.hpp"

#include "arguments.hpp"
#include "embedded/version.hpp"
#include "exit_code.hpp"
#include "help.hpp"

namespace zdm::cli {

int run_application(const std::vector<std::string>& arguments, Console& console) {
  Globals globals;
  const Commands commands = all_commands();
  const std::vector<Option> options = global_options(globals);
  const Request request = parse_arguments(arguments, options, commands);
  switch (request.kind) {
    case Request::Kind::version:
      console.data("zdm " + std::string(embedded::version) + "\n");
      return kDone;
    case Request::Kind::help:
      console.data(request.command == nullptr ? general_help(options, commands)
                                              : command_help(*request.command));
      return kDone;
    case Request::Kind::run:
      break;
  }
  check(globals);
  console.set_verbosity(verbosity(globals));
  return request.command->run(globals, console);
}

}  // namespace zdm::cli
