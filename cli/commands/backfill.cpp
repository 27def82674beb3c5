#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "backfill_pace.hpp"
#include "command.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "json.hpp"
#include "meant.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

class SteerBackfill : public Command {
 public:
  std::string_view name() const override { return "backfill"; }
  std::string_view summary() const override {
    return "pause, resume or retune the backfill of the start that runs";
  }
  std::string_view details() const override {
    return "From another terminal, or while no zdm is at work: what is said here belongs to the\n"
           "migration. A start that was killed and goes on obeys it, a pause too, until resume. A\n"
           "running one obeys within a second, after the batch under way. What was not set stays "
           "as\n"
           "the options of start have it; set --as-started takes back all that was.\n\n"
           "--json: {\"migration\", \"running\" (some zdm is at work), \"backfill_settings\": "
           "{\"paused_by\",\n"
           "\"paused_at\", \"workers\", \"batch_time_ms\", \"batch_size\", \"batch_delay_ms\",\n"
           "\"max_replica_lag_ms\", \"max_archive_lag_ms\", \"max_lock_waiters\"}}; null: not "
           "set.\n";
  }
  std::vector<Option> options() override {
    return {
        {"--workers", "N", "set: connections", &tuning_.workers},
        {"--batch-time", "DURATION", "set: how long one batch should take", &tuning_.batch_time},
        {"--batch-size", "N", "set: rows in a batch, instead of a time", &tuning_.batch_size},
        {"--batch-delay", "DURATION", "set: pause after each batch", &tuning_.batch_delay},
        {"--max-replica-lag", "DURATION", "set: pause while a replica is further behind",
         &tuning_.max_replica_lag},
        {"--max-archive-lag", "DURATION", "set: pause while the WAL archiver is further behind",
         &tuning_.max_archive_lag},
        {"--max-lock-waiters", "N", "set: pause while more sessions wait for locks of the table",
         &tuning_.max_lock_waiters},
        {"--as-started", "", "set: what start was told holds again", &as_started_},
        json_option(json_)};
  }
  Operands operands() override {
    std::vector<std::string> names;
    for (const Action& action : actions()) names.emplace_back(action.name);
    return {"pause|resume|set", "what to do", 1, 1, &action_, "", names};
  }

  int run(const Globals& globals, Console& console) override {
    const Action& action = find_action();
    check_options(action);
    Engine engine(globals, console);
    (this->*action.run)(engine);
    tell(engine->status(), action, console);
    return kDone;
  }

 private:
  struct Action {
    std::string_view name;
    void (SteerBackfill::*run)(Engine& engine);
    std::string_view done;
  };

  static const std::array<Action, 3>& actions() {
    static const std::array<Action, 3> actions{
        {{"pause", &SteerBackfill::pause, "is paused; zdm backfill resume goes on"},
         {"resume", &SteerBackfill::resume, "goes on"},
         {"set", &SteerBackfill::set, "is set"}}};
    return actions;
  }

  const Action& find_action() const {
    const std::string& wanted = action_.front();
    std::vector<std::string> names;
    for (const Action& action : actions()) {
      if (action.name == wanted) return action;
      names.emplace_back(action.name);
    }
    throw Error(ErrorKind::usage,
                fmt::format("backfill: there is no \"{}\"{}", wanted, or_meant(wanted, names)),
                "zdm backfill pause, resume or set; see zdm backfill --help");
  }

  void check_options(const Action& action) const {
    const bool sets = tuning_ != run::BackfillTuning{};
    if (action.name != "set" && (sets || as_started_))
      throw Error(ErrorKind::usage,
                  fmt::format("backfill {} takes none of the options of set", action.name),
                  "run zdm backfill set by itself");
    if (action.name != "set") return;
    if (!sets && !as_started_)
      throw Error(ErrorKind::usage, "backfill set: nothing is to be set",
                  "say what, --workers 1 for example; see zdm backfill --help");
    if (sets && as_started_)
      throw Error(ErrorKind::usage, "backfill set: --as-started goes with no other setting");
    if (tuning_.batch_time && tuning_.batch_size)
      throw Error(ErrorKind::usage,
                  "backfill set: --batch-time and --batch-size do not go together");
    check_pace(tuning_.workers, tuning_.batch_time);
  }

  void pause(Engine& engine) { engine->pause_backfill(); }
  void resume(Engine& engine) { engine->resume_backfill(); }
  void set(Engine& engine) {
    if (as_started_)
      engine->forget_backfill_tuning();
    else
      engine->tune_backfill(tuning_);
  }

  void tell(const run::Status& status, const Action& action, Console& console) const {
    const std::string name = status.active ? status.active->name : "";
    const run::BackfillSettings& settings = status.backfill_settings;
    if (json_)
      return console.data(print({{"migration", name},
                                 {"running", status.running},
                                 {"backfill_settings", to_json(settings)}}));
    const std::string set = tuning_text(settings.tuning);
    console.message(fmt::format("the backfill of {} {}{}", name, action.done,
                                set.empty() || action.name != "set" ? "" : ": " + set));
    if (!status.running) console.message("no zdm is at work now: it holds when zdm start goes on");
  }

  std::vector<std::string> action_;
  run::BackfillTuning tuning_;
  bool as_started_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> backfill_command() { return std::make_unique<SteerBackfill>(); }

}  // namespace zdm::cli
