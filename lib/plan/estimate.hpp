#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace zdm {

// How fast a part of a table was read, just now.
struct ReadSample {
  long long bytes = 0;
  double seconds = 0;
  auto operator<=>(const ReadSample&) const = default;
};

// What the server says of a table, all its partitions included.
struct TableExtent {
  std::optional<long long> rows;  // as its statistics have it; none: it was never analyzed
  long long bytes = 0;            // as it is now, without indexes
  // None: it is too small for that to tell anything, or could not be read at once.
  std::optional<ReadSample> read{};
};

// How fast zdm has filled tables of this database before: the median of its backfills.
struct FillHistory {
  double rows_per_second = 0;
  int backfills = 0;  // 0: there was none from which one could tell
};

// What a reader is told beside the plan. Not part of it: statistics change by the hour, and a plan
// must not differ for that.
struct Extents {
  std::map<QualifiedName, TableExtent> tables;
  FillHistory history;
};

// How fast the server does one kind of work, at least. What is slower of both counts.
struct Rate {
  double rows_per_second = 0;
  double bytes_per_second = 0;
};

// Assumed where nothing is known: less than what `./dev bench --only rates` measures on a machine
// of two cores, so that most take less.
Rate assumed_rate(Cost cost);

// The tables of which a read tells how long the plan's own reading of them will take.
std::set<QualifiedName> scanned_tables(const Plan& plan);

struct Estimate {
  std::optional<long long> rows;
  long long bytes = 0;
  double seconds = 0;
};

// None: the statement is brief, or nothing is known of its table.
std::optional<Estimate> estimate(const Statement& statement, const Extents& extents);

// All statements that the step runs, one after the other.
std::optional<Estimate> estimate(const Step& step, const Extents& extents);

// The statements of a step's work, those that are run until there is nothing left to do once.
std::vector<Statement> statements_of(const Step& step);

// Where the estimates of such a plan come from, for people: one line each.
std::vector<std::string> grounds(const Plan& plan, const Extents& extents);

// The sum over the steps that start runs, or those that complete runs.
std::optional<Estimate> estimate_of_start(const Plan& plan, const Extents& extents);
std::optional<Estimate> estimate_of_complete(const Plan& plan, const Extents& extents);

}  // namespace zdm
