#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "planner/data_check.hpp"

namespace zdm::run {

// What trying the rows of one table has shown.
struct DataTally {
  struct Trouble {
    long long count = 0;
    std::vector<std::string> examples;  // the first few, for people
  };

  long long rows = 0;               // tried
  bool is_sample = true;            // false: these are all
  std::map<int, Trouble> failures;  // by the number of the stage
  std::vector<Trouble> tests;       // as DataCheck::tests
  std::vector<Trouble> key_tests;
  std::vector<std::string> untested;  // with the reason

  explicit DataTally(const DataCheck& check)
      : tests(check.tests.size()), key_tests(check.key_tests.size()), untested(check.untested) {}

  // What the queries of the check have returned, as JSON.
  void add_failing(const DataCheck& check, const std::string& json);
  void add_tests(const DataCheck& check, const std::string& json);
  void add_key_test(const DataCheck& check, std::size_t number, const std::string& json);
};

// One for each kind of trouble, and one that says how much was tried.
Findings findings_of(const DataTally& tally, const DataCheck& check);

}  // namespace zdm::run
