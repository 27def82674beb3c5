#pragma once

#include "plan/step.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// What every row of a table in use must fulfil from the new version on: its CHECKs, and NOT NULL,
// which is a CHECK until contract. They come after the backfill, not with the columns: while they
// hold, a client of the old version cannot write a row whose values break them, and where there are
// such rows start is going to fail anyway, however long it takes to find out. So first the rows are
// looked at, in one scan; then the rules are added NOT VALID, for new writes; build_steps() proves
// them for all rows.
std::vector<Step> rule_steps(const std::vector<TableWork>& works, const Context& context);

struct Rule {
  Identifier added_as;  // the CHECK's name until contract
  std::string name;     // for people
  Sql definition;       // CHECK (…)
  Sql violated;         // true for a row that breaks it
  std::set<ColumnId> reads;
  bool proven = true;  // false: it was NOT VALID on the column's old form, and so it stays
};

std::vector<Rule> rules_of(const TableWork& work, const Context& context);

// Those that every row has to fulfil.
std::vector<Rule> rules_to_prove(const TableWork& work, const Context& context);

// "length NOT NULL, age_check"
std::string names_of(const std::vector<Rule>& rules);

}  // namespace zdm::planner
