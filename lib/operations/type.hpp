#pragma once

#include "operations/draft.hpp"

namespace zdm::operations {

// The type that a user has written. Without an answer of the server, what can be said without one:
// the text as it is, for a type that is not PostgreSQL's own. Refuses a type that is not there.
TypeFacts find_type(Draft& draft, const TypeName& written, const fields::Location& where);

// What is known of a column's type.
TypeFacts facts_of_type(Draft& draft, const Column& column);

// Does PostgreSQL change the one type into the other without looking at the rows? See the list at
// "Type changes without a rewrite" in the hazards. timestamp to timestamptz is not among them,
// since that depends on the session's time zone.
bool is_free_widening(const TypeName& from, const TypeName& to);

}  // namespace zdm::operations
