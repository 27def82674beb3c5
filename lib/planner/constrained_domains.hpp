#pragma once

#include <set>
#include <vector>

#include "planner/table_work.hpp"

// Columns of domains with constraints. PostgreSQL looks whether each row's value is one of the
// domain, even where all are NULL, and writes every row anew for that, in any version up to 18: for
// ADD COLUMN and for a column of the base type that becomes one of the domain ("ALTER TABLE",
// sql-altertable, Notes). So such a column is added like a generated one: in as much time as
// clients may wait, or not at all.
namespace zdm::planner {

// The types of which it is not known yet whether they are such domains.
std::set<TypeQuestion> questions_about_domains(const std::vector<TableChange>& changes,
                                               const Facts& known);

// None: the column is of no such domain.
const TypeFacts* constrained_domain(const Column& column, const Facts& facts);

// Says that the table is rewritten, or refuses a column that may not be NULL: rows that are there,
// and those of the old version's clients until the trigger comes to them, have no value.
void check_domains(Findings& findings, const TableWork& work, const Facts& facts);

}  // namespace zdm::planner
