#include <fmt/format.h>

#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "planner/data_check.hpp"
#include "run/data_tally.hpp"
#include "run/data_trial.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/lock_patience.hpp"
#include "run/planning.hpp"
#include "run/table_size.hpp"

namespace zdm::run {
namespace {

using Sizes = std::map<QualifiedName, TableSize>;

// Of each table or partition; one that has gone is empty. None where one is locked.
std::optional<Sizes> sizes_of(pg::Session& session, std::chrono::milliseconds patience,
                              const std::vector<DataCheck>& checks) {
  std::set<QualifiedName> tables;
  for (const DataCheck& check : checks) tables.insert(check.table);
  Sizes sizes;
  const auto look = [&] { sizes = table_sizes(session, tables); };
  if (!look_without_waiting(session, patience, look)) return std::nullopt;
  for (const QualifiedName& table : tables) sizes.try_emplace(table);
  return sizes;
}

// What each has of the sample: as it has of the pages of its kin.
std::map<QualifiedName, double> shares(const std::vector<DataCheck>& checks, const Sizes& sizes) {
  const auto pages = [&](const DataCheck& check) {
    return static_cast<double>(sizes.at(check.table).pages) + 1.0;
  };
  std::map<std::string, double> all;
  for (const DataCheck& check : checks) all[check.part_of] += pages(check);
  std::map<QualifiedName, double> result;
  for (const DataCheck& check : checks) result[check.table] = pages(check) / all.at(check.part_of);
  return result;
}

Finding not_checked(const std::string& message) {
  return {.code = "data-not-checked",
          .severity = Severity::warning,
          .place = {},
          .message = message,
          .hint = {}};
}

class DataTrials {
 public:
  DataTrials(pg::Session& session, const Options& options, const DataSample& sample,
             const Interruption& interruption)
      : session_(session), options_(options), sample_(sample), interruption_(interruption) {}

  // `checks` gives what is to be tried, without the expressions that cannot be.
  template <typename Checks>
  Findings run(const Checks& checks) {
    std::set<std::string> untried;
    for (;;) {
      const std::set<std::string> known = untried;
      Findings findings = run_once(checks(known), untried);
      if (untried.size() > known.size()) continue;
      for (const std::string& expression : known)
        findings.push_back(
            not_checked(fmt::format("{} writes to the database, and cannot be tried in a "
                                    "read-only transaction; nor can what depends on it",
                                    expression)));
      return findings;
    }
  }

 private:
  Findings run_once(const std::vector<DataCheck>& checks, std::set<std::string>& untried) {
    const auto known = sizes_of(session_, options_.lock.timeout, checks);
    if (!known)
      return {
          not_checked("the rows could not be tried: somebody holds a lock on one of the tables")};
    const Sizes& sizes = *known;
    const auto share = shares(checks, sizes);
    Findings findings;
    for (const DataCheck& check : checks) {
      const DataTally tally = DataTrial(session_, options_, sample_, interruption_, check,
                                        sizes.at(check.table), share.at(check.table))
                                  .run(untried);
      for (Finding& finding : findings_of(tally, check)) findings.push_back(std::move(finding));
    }
    return findings;
  }

  pg::Session& session_;
  const Options& options_;
  const DataSample& sample_;
  const Interruption& interruption_;
};

}  // namespace

Findings Lifecycle::check_data(const Migration& migration, const DataSample& sample) {
  SchemaSession session = parts_->connect_to_schema();
  const Options& options = parts_->options;
  Findings findings;
  if (parts_->active(session)) {
    findings = {not_checked("the rows are not checked: a migration is active, and has its plan")};
  } else {
    const auto live = parts_->state.is_there(*session)
                          ? parts_->history.live_version_schema(*session)
                          : std::nullopt;
    const Basis basis = parts_->planning(session).basis(live, migration);
    findings =
        DataTrials(*session, options, sample, parts_->interruption)
            .run([&](const std::set<std::string>& untried) {
              return data_checks(migration, basis.before, basis.facts, basis.situation, untried);
            });
  }
  for (Finding& finding : findings) finding.place.file = migration.file;
  return findings;
}

}  // namespace zdm::run
