#pragma once

#include <map>

#include "catalog/facts.hpp"
#include "pg/session.hpp"

namespace zdm::pg {

// Fills in how volatile each expression without an error is, and refuses index expressions that are
// not immutable. No function of the server tells: the functions, operators and casts in the parse
// tree are looked up, and of those that may be meant the most volatile counts. Names are looked up
// on the session's search_path.
void judge_volatility(Session& session, std::map<ExpressionQuestion, ExpressionFacts>& expressions);

}  // namespace zdm::pg
