#include "load/play.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace zdm::load {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

const std::string kBase = "public";
constexpr int kRounds = 3;

class Play {
 public:
  Play(const Story& story, harness::Server& server, int number)
      : story_(story),
        stage_(server, fmt::format("load_{}", number), story.tables_sql),
        first_(parsed("00_first", R"({"operations": []})")),
        migration_(parsed(story.migration_name, story.migration_json)) {}

  Outcome run() {
    stage_.start_and_complete(first_);
    stage_.admit(story_.old_clients, Stage::path_of(first_), story_.rows, old_);
    stage_.admit(story_.base_clients, kBase, story_.rows, old_);
    stage_.let_work(old_, kRounds);
    try {
      there_and_back();
      to_the_end();
    } catch (const Error& error) {
      stage_.fail(fmt::format("zdm: {}", error.what()));
    }
    stage_.dismiss(old_);
    stage_.dismiss(new_);
    return {stage_.latencies(), stage_.failures()};
  }

 private:
  void start_with_new_clients() {
    stage_.start(migration_);
    stage_.admit(story_.new_clients, Stage::path_of(migration_), story_.rows, new_);
    stage_.let_work(new_, kRounds);
    stage_.let_work(old_, kRounds);
  }

  void there_and_back() {
    stage_.start_and_stop_halfway(migration_);
    stage_.let_work(old_, kRounds);
    start_with_new_clients();
    stage_.dismiss(new_);
    stage_.rollback();
    stage_.let_work(old_, kRounds);
  }

  void to_the_end() {
    start_with_new_clients();
    stage_.dismiss(old_);
    stage_.complete();
    stage_.let_work(new_, kRounds);
  }

  const Story& story_;
  Stage stage_;
  Migration first_, migration_;
  Clients old_, new_;
};

}  // namespace

Outcome play(const Story& story, harness::Server& server, int number) {
  return Play(story, server, number).run();
}

}  // namespace zdm::load
