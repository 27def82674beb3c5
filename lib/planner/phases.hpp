#pragma once

#include <vector>

#include "plan/step.hpp"
#include "planner/table_work.hpp"

// What each phase does to the changed tables. publish and the end of contract are in views.hpp.
namespace zdm::planner {

// Made tables, then one transaction for each kept table: columns, functions and triggers all at
// once, so that no client ever meets one without the other.
std::vector<Step> expand_steps(const std::vector<TableWork>& works, const Context& context);

// Indexes, concurrently; foreign keys, those of made tables included, which need them; validation;
// statistics of the new columns.
std::vector<Step> build_steps(const std::vector<TableWork>& works, const Context& context);

// What only the old version needed goes: re-check, indexes, one transaction for each table, dropped
// tables, names in a circle.
std::vector<Step> contract_steps(const std::vector<TableWork>& works, const Context& context);

// The tables on which a constraint is added and proven at start: PostgreSQL before 18 adds no
// foreign key to a partitioned table without reading it, but to each partition.
std::vector<QualifiedName> tables_of(const ConstraintToAdd& added, const TableWork& work);

}  // namespace zdm::planner
