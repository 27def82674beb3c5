// A program that migrates by itself: embed FILE
//
// Plans the migration on the database that libpq's variables name, shows the plan, starts it and
// completes it. A deployment would wait between the two, until the last old client has gone.

#include <iostream>
#include <string>

#include "core/error.hpp"
#include "migration/migration.hpp"
#include "run/lifecycle.hpp"

namespace {

// What a run tells while it goes on; here, the steps.
class Steps : public zdm::run::Progress {
 public:
  void step_begins(const zdm::Step&) override {}
  void step_done(const zdm::Step& step, std::chrono::milliseconds took) override {
    std::cout << "  " << step.title << " (" << took.count() << " ms)\n";
  }
  void statement_done(const std::string&, std::chrono::milliseconds) override {}
  void waits_for_lock(const std::string& what, int attempt, std::chrono::milliseconds,
                      const std::vector<zdm::run::Blocker>&) override {
    std::cout << "  " << what << " waits for a lock, attempt " << attempt << "\n";
  }
  void backfilled(const zdm::run::BackfillState&) override {}
  void undoing(const zdm::Step& step) override { std::cout << "  undoing " << step.title << "\n"; }
  void note(const std::string& text) override { std::cout << "  " << text << "\n"; }
};

// Shows them; is one of them an error?
bool refused(const zdm::Findings& findings) {
  for (const zdm::Finding& finding : findings) std::cerr << zdm::to_text(finding) << "\n";
  return zdm::has_errors(findings);
}

// docs: embed
int migrate(const std::string& file) {
  const zdm::ParsedMigration parsed = zdm::read_migration(file);
  if (refused(parsed.findings)) return 3;

  Steps steps;
  zdm::run::Lifecycle lifecycle(zdm::run::Options{}, steps);
  const zdm::run::PlanResult planned = lifecycle.plan(parsed.migration);
  if (refused(planned.findings)) return 3;
  std::cout << "the plan of " << planned.plan.migration << ":\n";
  for (const zdm::Step& step : planned.plan.steps) std::cout << "  " << step.title << "\n";

  // Just what was planned runs; if the database has changed in between, nothing does.
  zdm::run::StartOptions options;
  options.expected_plan = planned.plan;
  std::cout << "start:\n";
  if (refused(lifecycle.start(parsed.migration, options))) return 3;
  std::cout << "new clients use " << planned.plan.version_schema.str() << "\n";
  std::cout << "complete:\n";
  lifecycle.complete();
  return 0;
}
// docs: end

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "embed FILE\n";
    return 2;
  }
  try {
    return migrate(arguments[1]);
  } catch (const zdm::Error& error) {
    std::cerr << error.what() << "\n" << error.hint() << "\n";
    return 1;
  }
}
