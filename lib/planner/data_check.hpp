#pragma once

#include <set>
#include <string>
#include <vector>

#include "planner/planner.hpp"

namespace zdm {

// What is asked of each row.
enum class RowTrouble {
  is_null,         // up gives NULL for a column that is to be NOT NULL
  down_is_null,    // down gives NULL for a column that is NOT NULL in the old version
  check,           // a CHECK is violated
  unproven_check,  // so is one of the old version's that was never validated
  reference,       // a foreign key points to no row
  round_trip,      // down of up is another value
};

struct RowTest {
  RowTrouble trouble;
  std::string subject;              // "users.age", "users_age_check"
  std::vector<std::string> labels;  // of the values of an example
};

enum class KeyTrouble { duplicate, exclusion };

// What is asked of all rows together.
struct KeyTest {
  KeyTrouble trouble;
  std::string subject;
  // $1: tids, or NULL for all rows but those of $2. Returns a JSON array: how many rows (or pairs
  // of them) are in trouble, and examples, [[value…], [[key's values…]…]].
  Sql query;
};

// How the rows that are there can be tried before a migration starts: the expressions of its ups
// and downs as the planner composes them, and the rules that the new version sets. Nothing is
// written. All is to run under the plan's search_path, in one transaction.
struct DataCheck {
  QualifiedName table;           // the table, or the partition that holds the rows
  std::string name;              // "users", for people
  std::string part_of;           // the table's name, for its partitions too
  std::vector<std::string> key;  // the columns that tell rows apart; none: their ctid
  // "up of users.age": one expression after the other, and what is computed by it.
  std::vector<std::string> stages;
  // DO: of the rows whose tids are in the setting zdm.rows (as tid[]), finds those that raise an
  // error, and puts them into the setting zdm.failing: [[tid, stage, SQLSTATE, message, key…]…].
  Sql find_failing;
  std::vector<RowTest> tests;
  // $1: tids of rows that raise no error. Returns a JSON array: the number of rows, and for each
  // test how many are in trouble, and examples, [key's values…, value…].
  Sql test_rows;
  std::vector<KeyTest> key_tests;
  std::vector<std::string> untested;  // what cannot be tried, and why: for people
};

// For each changed table whose rows have to become something else, or to fulfil a new rule; pure.
// Expressions in `untried` (by the names that they have in `stages`), and what depends on them, are
// left out.
std::vector<DataCheck> data_checks(const Migration& migration, const Catalog& before,
                                   const Facts& facts, const Situation& situation,
                                   const std::set<std::string>& untried = {});

}  // namespace zdm
