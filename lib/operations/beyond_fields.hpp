#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"

// Where the fields of operations end: what people may have made by SQL, and no field tells.
namespace zdm::operations {

// Is its default the next value of the sequence that it owns?
bool draws_from_its_own(const Column& column);

// Is it as a serial type makes it?
bool is_serial(const Column& column);

// Can it be made at all? Not an index by a method of an extension's, nor a foreign key to a table
// of another schema.
bool has_fields(const Index& index);
bool has_fields(const Constraint& constraint);

// What is not made again with it, for people: 'the storage of column "name" of table "users"'.
std::vector<std::string> beyond_fields(const Column& column, const Table& table);
std::vector<std::string> beyond_fields(const Index& index);
std::vector<std::string> beyond_fields(const Constraint& constraint);
// All that belongs to the table included. `usual` are the privileges that a new one has.
std::vector<std::string> beyond_fields(const Table& table, const Privileges& usual);

}  // namespace zdm::operations
