#pragma once

#include <optional>
#include <string>
#include <vector>

#include "planner/data_check.hpp"
#include "planner/trial.hpp"

namespace zdm::planner {

// A test with its SQL: one of both is there.
struct PlannedTest {
  RowTest test;
  std::optional<Sql> condition;    // over the new row alone
  std::optional<Sql> behind_down;  // over old_value(), new_value() and down_value()
  std::vector<Sql> values;         // of an example
};

// What the new version asks of each row, and what the way back has to give. What cannot be tried is
// added to `untested`.
std::vector<PlannedTest> row_tests(const Trial& trial, const TableWork& work,
                                   const Workings& workings, std::vector<std::string>& untested);

// Why that cannot be tried: some column that it is about is not known of a row.
std::string not_known(const std::string& subject);

// ["7", "x", null]: as JSON, and not longer than anybody would read.
Sql as_json_list(const std::vector<Sql>& values);

// The first few elements of a JSON array, which may be NULL.
Sql first_few(const Sql& list);

// [[count, [[key…, value…]…]]]: of the rows for which `flag` is true, how many and the first few.
Sql count_and_examples(const Sql& flag, const std::vector<Sql>& key,
                       const std::vector<Sql>& values);

}  // namespace zdm::planner
