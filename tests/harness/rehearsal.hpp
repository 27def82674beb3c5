#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/course.hpp"
#include "harness/dump.hpp"
#include "harness/expectations.hpp"
#include "harness/failure.hpp"
#include "harness/scenario.hpp"
#include "harness/server.hpp"
#include "harness/settings.hpp"
#include "planner/inverse.hpp"

namespace zdm::harness {

// The state schema, the same for all cases.
inline constexpr std::string_view kStateSchema = "zdm";

// What the checks of one case share.
struct CaseNotes {
  const Settings& settings;
  Course course;  // written by the check that nothing disturbs
  std::optional<Dump> untouched{};
  KillCounts kills;  // what the checks have ended
  Failures failures;
};

// One database on which a scenario is acted, for one check.
class Rehearsal {
 public:
  Rehearsal(std::string check, const Scenario& scenario, Expectations& expectations,
            const Database& stage, CaseNotes& notes);

  const Scenario& scenario() const { return scenario_; }
  const Database& stage() const { return stage_; }
  CaseNotes& notes() { return notes_; }
  run::Options options() const;

  // The case's migration; of a span, all of it as one.
  ParsedMigration migration() const;
  // All that is wrong with the case's migration, in the order of the file.
  Findings findings();
  // The commands. start() throws Error(findings) if there are errors among them.
  run::PlanResult plan();
  run::PlanResult plan(const Migration& migration);
  // What zdm plan --check-data=all says of the rows.
  Findings check_data();
  Findings check_data(const Migration& migration);
  // What takes the migration back, if it meets the tables as they are now.
  Inverted inverse(const Migration& migration);
  Findings start(const Migration& migration);
  Findings findings_of_start();
  void start();
  // The same as a command of whoever is to be disturbed.
  Findings start(run::Lifecycle& lifecycle) const;
  void complete();
  bool complete_again();
  void rollback();

  // All sections of that moment, in the order of the file.
  void act(Moment moment);

  pg::Session session(const std::string& role) const;
  // Those of this rehearsal, which stay: to connect takes longer than most of what is asked.
  pg::Session& superuser() { return kept(superuser_, "postgres"); }
  pg::Session& owner() { return kept(owner_, stage_.owner()); }
  // A copy of the database, while nobody is connected to it.
  Database twin() const;
  Dump dump() const;
  // The dump of the database as every check finds it, made by the first that asks before it begins.
  const Dump& untouched();

  // What the case says in a section, against what is; and two things that must be the same.
  void expect_section(std::size_t section, const std::string& actual,
                      const std::string& remarks = {});
  void expect_plan(std::size_t section, const std::string& actual);
  void expect_equal(const std::string& what, const std::string& expected,
                    const std::string& actual);
  void fail(const std::string& what, const std::string& detail = {});

  Identifier new_version_schema() const;
  std::optional<Identifier> old_version_schema() const;

 private:
  void expect_text(std::size_t section, const std::string& expected, const std::string& actual,
                   const std::string& remarks);
  bool is_span() const { return !scenario_.earlier.empty(); }
  run::Folder folder() const;
  std::string search_path(const Client& client) const;
  pg::Session& session_of(const Client& client);
  pg::Session& kept(std::optional<pg::Session>& session, const std::string& role) const;
  run::Lifecycle lifecycle();

  std::string check_;
  const Scenario& scenario_;
  Expectations& expectations_;
  const Database& stage_;
  CaseNotes& notes_;
  std::map<Client, pg::Session> clients_;
  std::optional<pg::Session> superuser_;
  std::optional<pg::Session> owner_;
};

// The version schema of a migration over a base schema.
Identifier version_schema(const Scenario& scenario, const MigrationText& migration);

run::Options lifecycle_options(const Scenario& scenario, const Database& database);

}  // namespace zdm::harness
