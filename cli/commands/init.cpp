#include <fmt/format.h>

#include "command.hpp"
#include "engine.hpp"
#include "exit_code.hpp"

namespace zdm::cli {
namespace {

class Init : public Command {
 public:
  std::string_view name() const override { return "init"; }
  std::string_view summary() const override { return "create or upgrade zdm's state"; }
  std::string_view details() const override {
    return "The other commands do it too, where they may. Run it by hand where the schema has to\n"
           "be made by another role than the one that migrates. To repeat it is harmless.\n";
  }
  std::vector<Option> options() override { return {}; }

  int run(const Globals& globals, Console& console) override {
    Engine(globals, console)->init();
    console.message(
        fmt::format("zdm's state is ready in schema {}", globals.run.state_schema.str()));
    return kDone;
  }
};

}  // namespace

std::unique_ptr<Command> init_command() { return std::make_unique<Init>(); }

}  // namespace zdm::cli
