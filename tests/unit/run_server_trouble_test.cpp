// The server, or the way to it, fails in the middle of a run.
#include <set>

#include "catch.hpp"
#include "commit_cutter.hpp"
#include "migration/migration.hpp"
#include "oracle/describe.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::Lifecycle;

// Something of every kind: a second form with a key and a reference to it, an index, a proof, a
// dropped column and a dropped index.
constexpr const char* kMigration = R"json({"operations": [
  {"alter_column": {"table": "users", "column": "id", "type": "bigint", "up": "id", "down": "id::int"}},
  {"alter_column": {"table": "users", "column": "name", "nullable": false, "up": "coalesce(name, '?')",
                    "down": "name"}},
  {"create_index": {"table": "users", "name": "users_name", "columns": [{"column": "name"}]}},
  {"drop_column": {"table": "posts", "column": "text", "down": "'gone'"}},
  {"drop_index": {"name": "posts_author"}}
]})json";

constexpr const char* kTables = R"(
  SET ROLE owner;
  CREATE TABLE users (id int PRIMARY KEY, name text);
  INSERT INTO users SELECT i, nullif(i % 7, 0)::text FROM generate_series(1, 1000) AS i;
  CREATE TABLE posts (id int, author int REFERENCES users, text text);
  INSERT INTO posts SELECT i, i, 'hello' FROM generate_series(1, 100) AS i;
  CREATE INDEX posts_author ON posts (author))";

// Does something before the nth command of a run is sent, from whichever session.
class NthCommand : public pg::CommandObserver {
 public:
  void about_to_send(int backend, std::string_view sql) override {
    const std::lock_guard lock(mutex_);
    if (main_ == 0) main_ = backend;
    if (sql == "ROLLBACK") return;  // the answer to trouble
    if (only_workers && backend == main_) return;
    ++count;
    if (count == at && action) action(backend);
  }
  int count = 0;
  int at = 0;
  bool only_workers = false;
  std::function<void(int backend)> action;

 private:
  std::mutex mutex_;
  int main_ = 0;
};

class World {
 public:
  World() : cluster_(sandbox::Cluster::start()) {
    admin("postgres").query("CREATE ROLE owner LOGIN");
    admin("postgres").query("CREATE DATABASE template OWNER owner");
    admin("template").query("ALTER SCHEMA public OWNER TO owner; SET search_path = public");
    pg::Session session = admin("template");
    session.query("SET search_path = public");
    session.query(kTables);
  }

  void fresh() {
    pg::Session session = admin("postgres");
    session.query("DROP DATABASE IF EXISTS test WITH (FORCE)");
    session.query("CREATE DATABASE test OWNER owner TEMPLATE template");
  }

  pg::Session admin(const std::string& database) const {
    return pg::Session(pg::Target{.url = cluster_.url(database), .role = {}});
  }

  run::Options options() const {
    run::Options options;
    options.target = {.url = cluster_.url("test"), .role = Identifier("owner")};
    options.lock.attempts_for = 20s;
    options.backfill.workers = 2;
    options.backfill.batch_size = 100;
    return options;
  }

  std::string description() const {
    pg::Session session = admin("test");
    const Identifier schema("public");
    return oracle::describe(session, schema) + oracle::rows(session, schema);
  }

  void crash() {
    cluster_.stop_immediately();
    cluster_.restart();
  }

  const sandbox::Cluster& cluster() const { return cluster_; }

 private:
  sandbox::Cluster cluster_;
};

using Command = std::function<void(Lifecycle&)>;

void start(Lifecycle& lifecycle) {
  const ParsedMigration parsed = parse_migration("01_all.json", kMigration);
  const Findings findings = lifecycle.start(parsed.migration, {});
  if (has_errors(findings)) throw std::logic_error(to_text(findings.front()));
}
void complete(Lifecycle& lifecycle) { lifecycle.complete(); }
void roll_back(Lifecycle& lifecycle) { lifecycle.rollback(); }

struct Life {
  const char* name;
  std::vector<Command> commands;
};

const std::vector<Life>& lives() {
  static const std::vector<Life> all{{"start and complete", {start, complete}},
                                     {"start and rollback", {start, roll_back}}};
  return all;
}

// "" if all went well.
std::string error_of_run(const Command& command, const run::Options& options) {
  Recorder progress;
  Lifecycle lifecycle(options, progress);
  try {
    command(lifecycle);
    return {};
  } catch (const Error& error) {
    return std::string(error.what()) + "; " + error.hint();
  }
}

bool was_done_already(const std::string& error) {
  return error.find("rolled back already") != std::string::npos ||
         error.find("zdm complete or zdm rollback ends it") != std::string::npos;
}

std::string undisturbed(World& world, const Life& life) {
  world.fresh();
  for (const Command& command : life.commands)
    CHECK(error_of_run(command, world.options()).empty());
  return world.description();
}

// Each command of the life in turn has trouble at every `stride`th of its commands, and is then
// given once more.
void expect_harmless(World& world, const Life& life, int stride,
                     const std::function<void(NthCommand&)>& make_trouble) {
  const std::string expected = undisturbed(world, life);
  for (std::size_t disturbed = 0; disturbed < life.commands.size(); ++disturbed) {
    bool came_to_it = true;
    for (int at = 1 + static_cast<int>(disturbed); came_to_it; at += stride) {
      world.fresh();
      for (std::size_t i = 0; i < disturbed; ++i)
        CHECK(error_of_run(life.commands[i], world.options()).empty());
      NthCommand trouble;
      trouble.at = at;
      make_trouble(trouble);
      run::Options options = world.options();
      options.target.observer = &trouble;
      const std::string first = error_of_run(life.commands[disturbed], options);
      came_to_it = trouble.count >= at;
      INFO(life.name << ", command " << disturbed << ", trouble at " << at << ": " << first);
      const std::string second = error_of_run(life.commands[disturbed], world.options());
      // A rollback and a start that were done say so.
      const bool well = second.empty() || was_done_already(second);
      CHECK(well);
      if (!well) UNSCOPED_INFO(second);
      for (std::size_t i = disturbed + 1; i < life.commands.size(); ++i)
        CHECK(error_of_run(life.commands[i], world.options()).empty());
      CHECK(world.description() == expected);
    }
  }
}

TEST_CASE("a server that crashes in the middle of a run does no harm", "[run][database]") {
  World world;
  const Life& life = GENERATE(from_range(lives()));
  expect_harmless(world, life, 29,
                  [&](NthCommand& trouble) { trouble.action = [&](int) { world.crash(); }; });
}

TEST_CASE("a backend that is ended in the middle of a run does no harm", "[run][database]") {
  World world;
  const Life& life = GENERATE(from_range(lives()));
  expect_harmless(world, life, 13, [&](NthCommand& trouble) {
    trouble.action = [&](int backend) {
      world.admin("postgres")
          .query("SELECT pg_terminate_backend($1, 5000)", {std::to_string(backend)});
    };
  });
}

TEST_CASE("a backfill's worker that is ended takes itself up again", "[run][database]") {
  World world;
  const std::string expected = undisturbed(world, lives()[0]);
  // Between the first commands of a new session it has not begun.
  for (const int at : {12, 13, 14, 15, 16, 17, 18}) {
    INFO("at " << at);
    world.fresh();
    NthCommand trouble;
    trouble.at = at;
    trouble.only_workers = true;
    trouble.action = [&](int backend) {
      world.admin("postgres")
          .query("SELECT pg_terminate_backend($1, 5000)", {std::to_string(backend)});
    };
    run::Options options = world.options();
    options.target.observer = &trouble;
    CHECK(error_of_run(start, options).empty());
    CHECK(trouble.count >= at);
    CHECK(error_of_run(complete, world.options()).empty());
    CHECK(world.description() == expected);
  }
}

// zdm looks the outcome of a step up, and goes on by itself.
TEST_CASE("a connection that is cut at a commit does no harm", "[run][database]") {
  World world;
  const Life& life = GENERATE(from_range(lives()));
  const auto cut =
      GENERATE(CommitCutter::Cut::before_it_is_told, CommitCutter::Cut::before_it_answers);
  const std::string expected = undisturbed(world, life);
  for (int at = 1;; at += 3) {
    world.fresh();
    CommitCutter cutter(world.cluster().socket_directory() / ".s.PGSQL.5432", cut, at);
    run::Options options = world.options();
    options.target.url = "postgresql://postgres@/test?host=" + cutter.folder().string();
    INFO(life.name << ", cut at commit " << at
                   << (cut == CommitCutter::Cut::before_it_is_told ? " before it was told"
                                                                   : " before it answered"));
    for (const Command& command : life.commands) {
      std::string error = error_of_run(command, options);
      // Before there is a migration, that is for whoever runs the command.
      if (error.find("run the same command again") != std::string::npos)
        error = error_of_run(command, options);
      CHECK(error == "");
    }
    CHECK(world.description() == expected);
    if (!cutter.has_cut()) break;
  }
}

}  // namespace
