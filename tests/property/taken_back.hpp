#pragma once

#include "oracle/describe.hpp"
#include "property/trial.hpp"

namespace zdm::property {

// What a rollback has to make of the rows that clients of the new version have written, worked out
// without zdm: the migration is applied to one copy of the database as plain DDL, the new clients
// write, and the operations are undone row by row; a value of the old version that no new client's
// write was about stays what it was.
//
// `copy` is used up; its rows go to `original`, another copy. Both sessions are a superuser's, who
// acts as the owner, with triggers silenced.
// Returns the columns whose values are not told, since they are drawn.
oracle::ColumnNames take_back(const Trial& trial, pg::Session& copy, pg::Session& original,
                              const std::function<void()>& new_clients_write);

}  // namespace zdm::property
