#pragma once

#include <string>

#include "core/error.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// A few rows, a line each, for people: "id = 2, name = NULL". All but the first few are "and more".
constexpr std::size_t kRowsTold = 3;
std::string as_examples(const pg::Rows& rows);

constexpr const char* kChangeRows = "change these rows, or the migration, and start again";

// The server has refused an index, a foreign key or an exclusion for the rows' sake, by names that
// only zdm knows. The same error with these rows, by the names that clients know, and what to do.
// The index that could not be built is still there; nothing is in a transaction. Any other error
// stays as it is.
Error violated_by_index(RunContext& context, const Step& step, const QualifiedName& index,
                        const Error& error);
Error violated_by_constraint(RunContext& context, const Step& step, const Error& error);

}  // namespace zdm::run
