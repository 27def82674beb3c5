#pragma once

#include "catalog/constraint.hpp"
#include "catalog/index.hpp"
#include "planner/physical_names.hpp"
#include "sql/sql.hpp"

namespace zdm::planner {

// USING btree (…) INCLUDE (…) NULLS NOT DISTINCT WITH (…) TABLESPACE … WHERE (…): an index behind
// its table's name, with the table's columns under the names that they have physically.
Sql index_body(const Index& index, const std::map<ColumnId, Identifier>& columns);

// A constraint's text behind its name, as in CREATE TABLE.
Sql constraint_rule(const Constraint& constraint, TableId table, const PhysicalNames& names);

// " DEFERRABLE INITIALLY DEFERRED", or nothing.
Sql deferrability(const Constraint& constraint);

}  // namespace zdm::planner
