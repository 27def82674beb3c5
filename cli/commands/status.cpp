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
    return "Old clients are those whose sessions were seen at work on the old version, now or by "
           "any\n"
           "command that has looked since start; who is connected and idle is not seen.\n"
           "Drift is what others have changed in the schema since the last migration was "
           "complete:\n"
           "tables, columns, indexes, constraints, triggers, views, types, functions; not\n"
           "privileges, comments and partitions.\n\n"
           "--watch ends when no migration is active any more, or with 6 at SIGINT or SIGTERM. "
           "Where\n"
           "stdout is no terminal, it prints what has changed, line by line; with --json, each\n"
           "status that differs from the one before, on a line.\n\n"
           "--json: {\"schema\", \"old_version_schema\" (null: clients use the base schema),\n"
           "\"new_version_schema\", \"phase\", \"steps_done\", \"steps_total\", \"backfills\": "
           "[{\"schema\",\n"
           "\"table\", \"pages_done\", \"pages\", \"rows_written\", \"rows_left\" (an estimate),\n"
           "\"rows_per_second\", \"seconds_left\" (null: not known), \"done\", \"pause\" (why, or "
           "null)}...],\n"
           "\"backfill_settings\" (as in zdm backfill), \"old_clients\": [{\"role\", "
           "\"application\",\n"
           "\"sessions\" (now), \"last_seen\", \"seconds_ago\"}...], \"drift\" (findings; "
           "null:\n"
           "not known, as while a migration is active), \"notes\" (findings), "
           "\"running\" (some\n"
           "zdm is at work), \"active\", \"latest\" (as in zdm history, or null), \"next\": "
           "[COMMAND...]}.\n";
  }
  std::vector<Option> options() override {
    return {{"--watch", "", "go on showing it, every second", &watch_}, json_option(json_)};
  }

  int run(const Globals& globals, Console& console) override {
    if (watch_) return watch(globals, console);
    const run::Status status = Engine(globals, console)->status(run::kLookForOldClients);
    console.data(json_ ? print(to_json(status)) : render_status(status));
    return kDone;
  }

 private:
  int watch(const Globals& globals, Console& console) {
    Engine engine(globals, console, OnStop::nothing);
    try {
      engine->watch(std::chrono::seconds(1), [&](const run::Status& status) {
        show(status, console);
        return status.active.has_value();
      });
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::interrupted) throw;
      return exit_code(error.kind());
    }
    return kDone;
  }

  void show(const run::Status& status, Console& console) {
    const std::string json = json_ ? print_line(to_json(status)) : "";
    if (json_ && json != json_shown_)
      console.data(json);
    else if (!json_ && console.can_redraw())
      console.redraw(render_status(status));
    else if (!json_)
      show_lines(status, console);
    json_shown_ = json;
  }

  void show_lines(const run::Status& status, Console& console) {
    const std::string lines = status_lines(shown_, status);
    if (!lines.empty()) console.data(lines);
    shown_ = status;
  }

  bool json_ = false;
  bool watch_ = false;
  std::optional<run::Status> shown_;
  std::string json_shown_;
};

}  // namespace

std::unique_ptr<Command> status_command() { return std::make_unique<ShowStatus>(); }

}  // namespace zdm::cli
