#include <future>
#include <thread>

#include "catch.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::StepState;

// Ends the backend of a run as soon as it waits for `event`.
void cut_connection(pg::Target target, const std::string& event) {
  target.application_name = "client";
  target.role.reset();  // only a superuser may end a superuser's session
  pg::Session session(target);
  const std::string cut =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
      "WHERE application_name = 'zdm' AND wait_event = '" +
      event + "'";
  for (int i = 0; i < 500; ++i) {
    if (session.query(cut).value() != "0") return;
    std::this_thread::sleep_for(10ms);
  }
  throw std::runtime_error("no session has waited for " + event);
}

TEST_CASE("a step that was committed before the connection was cut is not repeated",
          "[run][database]") {
  // On this server a COMMIT, where it is synchronous, waits for a replica that never comes, after
  // it has been written.
  const sandbox::Cluster cluster = sandbox::Cluster::start(
      {.settings = {{"synchronous_standby_names", "nobody"}, {"synchronous_commit", "off"}}});
  run::Options options;
  options.target = {.url = cluster.url(), .role = {}};
  Run run(options,
          plan_of({step("expand.a", Transaction{{statement("CREATE TABLE a (id int)"),
                                                 statement("SET LOCAL synchronous_commit = on")}}),
                   step("expand.b", Transaction{{statement("CREATE TABLE b (id int)")}})}));
  auto cut = std::async(std::launch::async, [&] { cut_connection(options.target, "SyncRep"); });
  run->start();
  cut.get();
  CHECK(run.state("expand.a") == StepState::done);
  CHECK(run.state("expand.b") == StepState::done);
}

TEST_CASE("a step that was not committed when the connection was cut is done again",
          "[run][database]") {
  const Database database;
  database.create_table("t", "(id int)");
  database.exec(
      "CREATE SEQUENCE tries; GRANT USAGE ON tries TO owner;"
      "CREATE FUNCTION wait_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "IF nextval('public.tries') = 1 THEN PERFORM pg_sleep(60); END IF; RETURN NULL; END $$;"
      "CREATE CONSTRAINT TRIGGER wait_once AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION wait_once()");
  Run run(database,
          plan_of({step("expand.t", Transaction{{statement("INSERT INTO t VALUES (1)")}})}));
  auto cut = std::async(std::launch::async, [&] { cut_connection(database.target(), "PgSleep"); });
  run->start();
  cut.get();
  CHECK(run.state("expand.t") == StepState::done);
  CHECK(database.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("the lock is held again after the connection was lost", "[run][database]") {
  const Database database;
  Run run(database, plan_of({}));
  database.exec("SELECT pg_terminate_backend(" + std::to_string(run.session->backend_pid()) + ")");
  run.session.reconnect();
  pg::Session other = database.session();
  CHECK(run::SchemaLock(Identifier("zdm"), Identifier("public")).is_held(other));
}

TEST_CASE("an autovacuum in the way is made to yield, though it outlasts every lock timeout",
          "[run][database]") {
  // A server of its own, whose autovacuum is always at work and never done with this table.
  const sandbox::Cluster cluster = sandbox::Cluster::start(
      {.settings = {
           {"autovacuum", "on"}, {"autovacuum_naptime", "1s"}, {"deadlock_timeout", "300ms"}}});
  const pg::Target target{.url = cluster.url(), .role = {}, .application_name = "client"};
  pg::Session client(target);
  client.query(
      "CREATE TABLE public.t WITH (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor "
      "= 0,"
      " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
      " AS SELECT generate_series(1, 100000) AS id");
  client.query("DELETE FROM public.t WHERE id % 2 = 0");
  const std::string vacuumed =
      "SELECT count(*) > 0 FROM pg_stat_progress_vacuum WHERE relid = 'public.t'::regclass";
  for (int i = 0; i < 1000 && client.query(vacuumed).value() != "t"; ++i)
    std::this_thread::sleep_for(10ms);
  REQUIRE(client.query(vacuumed).value() == "t");

  run::Options options;
  options.target = target;
  options.lock = {.timeout = 100ms, .attempts_for = 20s};
  Run run(options,
          plan_of({step("expand.t", Transaction{{statement("ALTER TABLE t ADD COLUMN x int",
                                                           LockMode::access_exclusive, "t")}})}));
  run->start();
  REQUIRE_FALSE(run.progress.blockers.empty());
  CHECK(run.progress.blockers[0].application == "autovacuum");
  CHECK(run.progress.attempts <= 3);
}

}  // namespace
