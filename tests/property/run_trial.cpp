#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "core/error.hpp"
#include "harness/diff.hpp"
#include "harness/silent_progress.hpp"
#include "migration/migration.hpp"
#include "oracle/direct.hpp"
#include "property/taken_back.hpp"
#include "property/trial.hpp"
#include "run/lifecycle.hpp"

namespace zdm::property {
namespace {

const std::string kName = "01_change";
const Identifier kSchema{"public"};
const Identifier kNewVersion{"public_01_change"};

// Thrown, and caught in run_trial.
struct Failed {
  std::string what;
  std::string detail;
};

void expect_equal(const std::string& what, const std::string& expected, const std::string& actual) {
  if (const std::string diff = harness::unified_diff(expected, actual, 0); !diff.empty())
    throw Failed{what, diff};
}

pg::Session owner_of(const harness::Database& database, const std::string& search_path) {
  pg::Session session(pg::Target{database.url(database.owner()), {}, "property"});
  session.query("SET search_path = " + search_path);
  return session;
}

// One that may look at everything, or that acts as the owner without waking a trigger.
pg::Session superuser_of(const harness::Database& database) {
  return pg::Session(pg::Target{database.url("postgres"), {}, "property"});
}

pg::Session silent_owner_of(const harness::Database& database) {
  pg::Session session = superuser_of(database);
  session.query("SET session_replication_role = replica");
  session.query("SET ROLE " + database.owner());
  session.query("SET search_path = public");
  return session;
}

void write(pg::Session& session, const Statements& statements, const std::string& who) {
  for (const std::string& statement : statements) try {
      session.query(statement);
    } catch (const Error& error) {
      throw Failed{who, fmt::format("{};\n{} {}\n", statement, error.sqlstate(), error.what())};
    }
}

std::string without_positions(const std::string& rows) {
  std::string text;
  for (const std::string& line : harness::lines_of(rows))
    if (!line.starts_with("position ")) text += line + "\n";
  return text;
}

class TrialRun {
 public:
  TrialRun(const Trial& trial, harness::Server& server, const std::string& name)
      : trial_(trial), name_(name), database_(server, name, "app_owner") {}

  Outcome run() {
    set_up();
    const Migration migration = parsed();
    const Findings planned = lifecycle().plan(migration).findings;
    if (has_errors(planned)) return refused(migration, planned);
    trial_.completes ? complete(migration) : roll_back(migration);
    return {};
  }

 private:
  run::Lifecycle lifecycle() {
    run::Options options;
    options.target.url = database_.url(database_.owner());
    options.lock.attempts_for = std::chrono::seconds(20);
    return run::Lifecycle(options, silent_);
  }

  void set_up() {
    pg::Session session = owner_of(database_, "public");
    write(session, trial_.definitions, "the tables");
    write(session, trial_.rows, "the rows");
    write(session, trial_.before_start, "old clients before start");
  }

  Migration parsed() const {
    ParsedMigration read = parse_migration(kName + ".json", trial_.migration().dump());
    if (has_errors(read.findings)) throw Failed{"the file", to_text(read.findings.front())};
    return std::move(read.migration);
  }

  // Nothing at all has changed, whether it was planned or started.
  Outcome refused(const Migration& migration, const Findings& planned) {
    const std::string before = everything(database_);
    if (!has_errors(lifecycle().start(migration, {})))
      throw Failed{"start does what plan has refused", to_text(planned.front())};
    expect_equal("a refused migration changes something", before, everything(database_));
    std::set<std::string> codes;
    std::string text;
    for (const Finding& finding : planned) {
      if (finding.severity != Severity::error) continue;
      codes.insert(finding.code);
      text += to_text(finding) + "\n";
    }
    return {Verdict::refused, fmt::format("{}", fmt::join(codes, ", ")), text};
  }

  std::string everything(const harness::Database& database) {
    pg::Session session = superuser_of(database);
    return oracle::describe(session, kSchema) + oracle::rows(session, kSchema);
  }

  void start(const Migration& migration) {
    const Findings findings = lifecycle().start(migration, {});
    if (has_errors(findings))
      throw Failed{"start refuses what plan has accepted", to_text(findings.front())};
  }

  // Old clients, the migration, new clients: the same in the same order with plain DDL.
  void complete(const Migration& migration) {
    const harness::Database twin(name_ + "_twin", database_);
    const auto [drawn, columns] = apply_directly(twin);
    start(migration);
    pg::Session old_client = owner_of(database_, "public");
    pg::Session new_client = owner_of(database_, kNewVersion.quoted() + ", public");
    write(old_client, trial_.by_old_clients, "old clients while both versions live");
    write(new_client, trial_.by_new_clients, "new clients while both versions live");
    lifecycle().complete();
    write(new_client, trial_.at_the_end, "new clients after complete");
    compare(twin, drawn, "complete");
    pg::Session session = superuser_of(database_);
    expect_equal("the order of columns that new clients see", columns,
                 oracle::column_order(session, kNewVersion));
  }

  std::pair<oracle::ColumnNames, std::string> apply_directly(const harness::Database& twin) {
    pg::Session client = owner_of(twin, "public");
    write(client, trial_.by_old_clients, "old clients of the twin");
    pg::Session session = silent_owner_of(twin);
    oracle::Direct direct(session);
    try {
      direct.apply(trial_.migration());
    } catch (const Error& error) {
      throw Failed{"plain DDL", error.what()};
    }
    write(client, trial_.by_new_clients, "new clients of the twin");
    write(client, trial_.at_the_end, "new clients of the twin at the end");
    return {direct.drawn(), oracle::column_order(session, kSchema)};
  }

  // New clients' rows, taken back by another way.
  void roll_back(const Migration& migration) {
    const harness::Database original(name_ + "_original", database_);
    const oracle::ColumnNames drawn = take_back_directly(original);
    start(migration);
    pg::Session old_client = owner_of(database_, "public");
    pg::Session new_client = owner_of(database_, kNewVersion.quoted() + ", public");
    write(new_client, trial_.by_new_clients, "new clients while both versions live");
    write(old_client, trial_.by_old_clients, "old clients while both versions live");
    lifecycle().rollback();
    write(old_client, trial_.at_the_end, "old clients after rollback");
    compare(original, drawn, "rollback");
  }

  oracle::ColumnNames take_back_directly(const harness::Database& original) {
    const harness::Database copy(name_ + "_copy", database_);
    oracle::ColumnNames drawn;
    try {
      pg::Session of_copy = silent_owner_of(copy);
      pg::Session of_original = silent_owner_of(original);
      drawn = take_back(trial_, of_copy, of_original, [&] {
        pg::Session client = owner_of(copy, "public");
        write(client, trial_.by_new_clients, "new clients of the copy");
      });
    } catch (const Error& error) {
      throw Failed{"plain DDL, taken back", error.what()};
    }
    pg::Session client = owner_of(original, "public");
    write(client, trial_.by_old_clients, "old clients of the original");
    write(client, trial_.at_the_end, "old clients of the original at the end");
    return drawn;
  }

  void compare(const harness::Database& expected, const oracle::ColumnNames& drawn,
               const std::string& after) {
    pg::Session ours = superuser_of(database_);
    pg::Session theirs = superuser_of(expected);
    expect_equal("the definitions after " + after, oracle::describe(theirs, kSchema),
                 oracle::describe(ours, kSchema));
    const auto rows = [&](pg::Session& session) {
      const std::string text = oracle::rows(session, kSchema, drawn);
      return drawn.empty() && !trial_.draws_more ? text : without_positions(text);
    };
    expect_equal("the rows after " + after, rows(theirs), rows(ours));
  }

  const Trial& trial_;
  std::string name_;
  harness::Database database_;
  harness::SilentProgress silent_;
};

}  // namespace

Outcome run_trial(const Trial& trial, harness::Server& server, const std::string& name) {
  try {
    return TrialRun(trial, server, name).run();
  } catch (const Failed& failed) {
    return {Verdict::failed, failed.what, failed.detail};
  } catch (const Error& error) {
    return {Verdict::failed, "zdm", fmt::format("{}\n{}\n", error.what(), error.hint())};
  } catch (const std::exception& error) {
    return {Verdict::failed, "the test itself", error.what()};
  }
}

}  // namespace zdm::property
