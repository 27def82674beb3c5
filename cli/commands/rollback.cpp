#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "json.hpp"

namespace zdm::cli {
namespace {

class Rollback : public Command {
 public:
  std::string_view name() const override { return "rollback"; }
  std::string_view summary() const override { return "take the active migration back"; }
  std::string_view details() const override {
    return "Until complete, also where start was killed. Rows keep what clients of the new "
           "version\n"
           "wrote, in the old version's form. One that was killed is finished by the same "
           "command.\n\n"
           "--json: {\"migration\", \"status\", \"version_schema\" (null: clients use the base "
           "schema)}.\n";
  }
  std::vector<Option> options() override { return {json_option(json_)}; }

  int run(const Globals& globals, Console& console) override {
    Engine engine(globals, console);
    const run::Status before = engine->status();
    engine->rollback();
    tell(before, console);
    return kDone;
  }

 private:
  void tell(const run::Status& before, Console& console) const {
    const std::string name = before.active ? before.active->name : "";
    const std::optional<Identifier>& version = before.old_version_schema;
    if (json_)
      return console.data(print(
          {{"migration", name}, {"status", "rolled_back"}, {"version_schema", to_json(version)}}));
    console.message(fmt::format(
        "{} is rolled back; clients use {}", name,
        version ? "version " + version->str() : "the base schema " + before.schema.str()));
  }

  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> rollback_command() { return std::make_unique<Rollback>(); }

}  // namespace zdm::cli
