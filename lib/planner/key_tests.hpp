#pragma once

#include <string>
#include <vector>

#include "planner/data_check.hpp"
#include "planner/trial.hpp"

namespace zdm::planner {

// What the new version asks of all rows together: that no two have the same key, or exclude each
// other. `from` is a FROM clause up to the new row, `key` what tells rows apart. What cannot be
// tried is added to `untested`.
std::vector<KeyTest> key_tests(const Trial& trial, const TableWork& work, const Sql& from,
                               const std::vector<Sql>& key, std::vector<std::string>& untested);

}  // namespace zdm::planner
