#include <nlohmann/json.hpp>

#include "command.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "json.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

class ShowStatus : public Command {
 public:
  std::string_view name() const override { return "status"; }
  std::string_view summary() const override {
    return "versions live, the phase, progress, and what to run next";
  }
  std::string_view details() const override {
    return "--json: {\"schema\", \"old_version_schema\" (null: clients use the base schema),\n"
           "\"new_version_schema\", \"phase\", \"steps_done\", \"steps_total\", \"backfills\": "
           "[{\"schema\",\n"
           "\"table\", \"pages_done\", \"pages\", \"rows_written\"}...], \"running\" (some zdm is "
           "at work),\n"
           "\"active\", \"latest\" (as in zdm history, or null), \"next\": [COMMAND...]}.\n";
  }
  std::vector<Option> options() override { return {json_option(json_)}; }

  int run(const Globals& globals, Console& console) override {
    const run::Status status = Engine(globals, console)->status();
    console.data(json_ ? print(to_json(status)) : render_status(status));
    return kDone;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> status_command() { return std::make_unique<ShowStatus>(); }

}  // namespace zdm::cli
