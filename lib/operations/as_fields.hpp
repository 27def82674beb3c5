#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

// What is there, as the fields by which an operation would make it.
namespace zdm::operations {

using Json = nlohmann::ordered_json;

// A "column" of create_table and add_column, without keys and constraints.
Json as_fields(const Column& column, const Table& table);

// The fields of create_index.
Json as_fields(const Index& index, const Table& table);

// A table constraint, which has_fields(): with "table", "up" and "down", the fields of
// create_constraint.
Json as_fields(const Constraint& constraint, const Table& table, const Catalog& catalog);

// The fields of create_table: with all constraints that has_fields(), without indexes.
Json as_fields(const Table& table, const Catalog& catalog);

// {"name": "\"name\"", …}: each column as its own expression.
Json themselves_as_fields(const Table& table, const std::vector<ColumnId>& columns);

// The fields of set_replica_identity.
Json replica_identity_as_fields(const Table& table);

}  // namespace zdm::operations
