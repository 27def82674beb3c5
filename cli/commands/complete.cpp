#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "json.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

class Complete : public Command {
 public:
  std::string_view name() const override { return "complete"; }
  std::string_view summary() const override {
    return "contract the active migration: the old version goes";
  }
  std::string_view details() const override {
    return "When no client uses the old version any more. There is no way back from here. Once "
           "more\n"
           "after it is complete, it says so and is a success. One that was killed is finished by\n"
           "the same command.\n\n"
           "It warns of who was seen on the old version in the last minute (see zdm status). With\n"
           "--when-idle it looks all the time, and begins when nobody was seen for so long.\n\n"
           "--json: {\"migration\", \"status\", \"version_schema\", \"search_path\", "
           "\"already_complete\"}.\n";
  }
  std::vector<Option> options() override {
    return {{"--when-idle", "DURATION",
             "wait until nobody has been seen on the old version for so long", &when_idle_},
            json_option(json_)};
  }

  int run(const Globals& globals, Console& console) override {
    Engine engine(globals, console);
    const bool done_now =
        engine->complete({.when_idle = when_idle_, .look_for = run::kLookForOldClients});
    tell(engine->status(), done_now, console);
    return kDone;
  }

 private:
  void tell(const run::Status& status, bool done_now, Console& console) const {
    const std::string name = status.latest ? status.latest->name : "";
    const Identifier schema = status.old_version_schema.value_or(status.schema);
    if (json_)
      return console.data(print({{"migration", name},
                                 {"status", "completed"},
                                 {"version_schema", schema.str()},
                                 {"search_path", search_path_value(schema, status.schema)},
                                 {"already_complete", !done_now}}));
    console.message(fmt::format("{} {}; clients use version {}", name,
                                done_now ? "is complete" : "was complete already, nothing to do",
                                schema.str()));
  }

  std::optional<std::chrono::milliseconds> when_idle_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> complete_command() { return std::make_unique<Complete>(); }

}  // namespace zdm::cli
