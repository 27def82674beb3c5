#include "load/stage.hpp"

#include <fmt/format.h>

#include <thread>

#include "core/error.hpp"
#include "harness/findings.hpp"
#include "harness/silent_progress.hpp"

namespace zdm::load {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kMostPatience = 20s;  // with clients who must get on

harness::SilentProgress silent;

// Interrupts a start as soon as some rows are filled.
class Interrupter : public harness::SilentProgress {
 public:
  run::Lifecycle* lifecycle = nullptr;
  void backfilled(const run::BackfillState& state) override {
    if (state.rows_written > 0) lifecycle->interrupt();
  }
};

const std::string kGrants = R"(
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO app_writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO app_writer;
)";

}  // namespace

Migration parsed(const std::string& name, const std::string& json) {
  ParsedMigration read = parse_migration(name + ".json", json);
  harness::refuse_errors(read.findings);
  return std::move(read.migration);
}

Stage::Stage(harness::Server& server, const std::string& name, const std::string& tables_sql)
    : database_(server, name, "app_owner") {
  run(kGrants + tables_sql + "ANALYZE");
}

void Stage::run(const std::string& sql) const {
  pg::Session owner(pg::Target{database_.url("app_owner"), {}, "load"});
  owner.query("SET search_path = public; " + sql);
}

run::Options Stage::options() const {
  run::Options options;
  options.target.url = database_.url("app_owner");
  options.lock = {.timeout = kLockTimeout, .attempts_for = 180s};
  options.backfill.batch_time = kBatchTime;
  return options;
}

void Stage::start(const Migration& migration) {
  harness::refuse_errors(
      run::Lifecycle(options(), silent).start(migration, {.allow_irreversible = true}));
}

void Stage::start_and_complete(const Migration& migration) {
  start(migration);
  complete();
}

void Stage::start_and_stop_halfway(const Migration& migration) {
  Interrupter progress;
  run::Lifecycle lifecycle(options(), progress);
  progress.lifecycle = &lifecycle;
  try {
    harness::refuse_errors(lifecycle.start(migration, {.allow_irreversible = true}));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::interrupted) throw;
  }
  rollback();
}

void Stage::complete() { run::Lifecycle(options(), silent).complete(); }
void Stage::rollback() { run::Lifecycle(options(), silent).rollback(); }

std::string Stage::path_of(const Migration& migration) {
  return Identifier("public_" + migration.version).quoted() + ", public";
}

void Stage::admit(const std::vector<ClientScript>& scripts, const std::string& search_path,
                  int rows, std::vector<std::unique_ptr<Client>>& to) {
  for (const ClientScript& script : scripts)
    to.push_back(std::make_unique<Client>(
        script,
        Client::Settings{
            .url = client_url(), .search_path = search_path, .number = clients_++, .rows = rows}));
}

void Stage::let_work(const std::vector<std::unique_ptr<Client>>& clients, int rounds) {
  const auto deadline = Clock::now() + kMostPatience;
  for (const auto& client : clients) {
    const int enough = client->rounds() + rounds;
    while (!client->has_done(enough)) {
      if (Clock::now() > deadline) {
        fail(fmt::format("{}: hangs", client->name()));
        return;
      }
      std::this_thread::sleep_for(5ms);
    }
  }
}

void Stage::dismiss(std::vector<std::unique_ptr<Client>>& clients) {
  for (const auto& client : clients) {
    const ClientReport report = client->stop();
    latencies_.add(report.latencies);
    for (const std::string& error : report.errors) fail(report.name + ": " + error);
    if (report.errors.empty() && report.rounds == 0) fail(report.name + ": has done nothing");
  }
  clients.clear();
}

}  // namespace zdm::load
