#include "harness/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "harness/command.hpp"
#include "sandbox/url.hpp"

namespace zdm::harness {
namespace {

constexpr std::size_t kDroppedAtOnce = 16;

constexpr std::string_view kRoles[] = {"app_owner", "app_reader", "app_writer", "app_other",
                                       "app_quiet"};

// As PostgreSQL 15 and newer make it.
void give_public_to_owner(pg::Session& template1) {
  template1.query(
      "ALTER SCHEMA public OWNER TO pg_database_owner; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
}

// pg_dump reads some thousand comments on PostgreSQL's own functions, only to leave them out.
void forget_comments_of_the_system(pg::Session& template1) {
  template1.query("DELETE FROM pg_description WHERE objoid <> 'public'::regnamespace");
  template1.query("VACUUM FULL pg_description");
}

}  // namespace

sandbox::Cluster Server::start_cluster(std::map<std::string, std::string> settings) {
  settings.merge(std::map<std::string, std::string>{{"autovacuum", "off"},
                                                    {"jit", "off"},
                                                    {"max_connections", "200"},
                                                    {"shared_buffers", "64MB"},
                                                    {"synchronous_commit", "off"}});
  sandbox::Cluster cluster = sandbox::Cluster::start({.settings = std::move(settings)});
  Server server(cluster);
  for (std::string_view role : kRoles) server.run(fmt::format("CREATE ROLE {} LOGIN", role));
  pg::Session template1(pg::Target{cluster.url("template1"), {}, "harness"});
  forget_comments_of_the_system(template1);
  if (server.major_version() < 15)
    give_public_to_owner(template1);
  else
    server.run("GRANT SET ON PARAMETER session_replication_role TO app_quiet");
  return cluster;
}

Server::Server(const sandbox::Cluster& cluster)
    : cluster_(cluster), admin_(pg::Target{cluster_.url(), {}, "harness"}) {}

std::string Server::url(std::string_view database, std::string_view role) const {
  return fmt::format("postgresql://{}@/{}?host={}&port={}", sandbox::percent_encode(role),
                     sandbox::percent_encode(database),
                     sandbox::percent_encode(cluster_.socket_directory().native(), "/"),
                     cluster_.port());
}

std::string Server::pg_dump(std::string_view database, std::string_view state_schema) const {
  const CommandOutcome outcome =
      run_command({(cluster_.bindir() / "pg_dump").string(), "--dbname=" + cluster_.url(database),
                   "--no-security-labels", fmt::format("--exclude-table-data={}.*", state_schema)});
  if (outcome.status != 0) throw Error(ErrorKind::failed, "pg_dump failed: " + outcome.output);
  return outcome.output;
}

void Server::run_output_of(const std::string& program, std::string_view database,
                           std::string_view role) const {
  const CommandOutcome outcome = run_command({"bash", "-o", "pipefail", "-c",
                                              R"("$0" | psql -X -q -v ON_ERROR_STOP=1 -d "$1")",
                                              program, url(database, role)});
  if (outcome.status != 0)
    throw Error(ErrorKind::failed, fmt::format("{} | psql failed: {}", program, outcome.output));
}

void Server::create_database(const std::string& name, const std::string& owner) {
  drop_if_unused(name);
  run(fmt::format("CREATE DATABASE {} OWNER {}", Identifier(name).quoted(), owner));
}

void Server::copy_database(const std::string& from, const std::string& to,
                           const std::string& owner) {
  drop_if_unused(to);
  run(fmt::format("CREATE DATABASE {} OWNER {} TEMPLATE {}", Identifier(to).quoted(), owner,
                  Identifier(from).quoted()));
}

void Server::drop_database(const std::string& name) {
  unused_.push_back(name);
  if (unused_.size() >= kDroppedAtOnce) drop_unused();
}

void Server::drop_unused() {
  for (const std::string& name : std::exchange(unused_, {}))
    run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", Identifier(name).quoted()));
}

void Server::drop_if_unused(const std::string& name) {
  if (std::find(unused_.begin(), unused_.end(), name) != unused_.end()) drop_unused();
}

void Server::run(const std::string& sql) { admin_.query(sql); }

std::string Server::roles() {
  return admin_
      .query(R"(SELECT string_agg(concat_ws(' ', rolname, rolsuper, rolcreaterole, rolcreatedb,
                                rolreplication, rolbypassrls, rolconnlimit,
                                (SELECT array_agg(roleid::regrole ORDER BY roleid)
                                 FROM pg_auth_members WHERE member = r.oid)), E'\n' ORDER BY rolname)
                FROM pg_roles AS r WHERE rolname LIKE 'app\_%')")
      .value();
}

// Only a server that is gone cannot drop it, and then the run has failed already.
Database::~Database() {
  try {
    server_.drop_database(name_);
  } catch (const Error& error) {
    fmt::print(stderr, "{}: {}\n", name_, error.what());
  }
}

}  // namespace zdm::harness
