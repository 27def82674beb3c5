#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/server.hpp"
#include "property/migration.hpp"

namespace zdm::property {

using Statements = std::vector<std::string>;

// One test, as data: what is left of it when parts are taken out is a test again.
struct Trial {
  std::uint64_t seed = 0;
  Statements definitions;
  Statements rows;
  std::vector<Step> steps;
  bool completes = false;     // or else it is rolled back
  Statements before_start;    // by old clients
  Statements by_old_clients;  // after start: first where it completes, second where it does not
  Statements by_new_clients;
  Statements at_the_end;  // by clients of the version that is left
  // A column that draws its numbers has a second form, and its first one draws a number as well for
  // a row of a new client: sequences may go further than with plain DDL.
  bool draws_more = false;

  nlohmann::json migration() const;
};

Trial make_trial(std::uint64_t seed);

enum class Verdict { good, refused, failed };

struct Outcome {
  Verdict verdict = Verdict::good;
  std::string what;    // "rows after complete", or the refusals' codes
  std::string detail;  // a diff, a message
};

// Throws nothing but what a lost server throws. `name` is for its databases, and nobody else's.
Outcome run_trial(const Trial& trial, harness::Server& server, const std::string& name);

// Fewer operations, statements and rows, and still the same failure. Takes a while.
Trial shrunk(Trial trial, const Outcome& failure, harness::Server& server, const std::string& name);

// As a case file, ready for tests/cases.
std::string as_case(const Trial& trial, const Outcome& outcome);

}  // namespace zdm::property
