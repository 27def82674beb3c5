#pragma once

#include <map>
#include <set>
#include <string>

#include "catalog/facts.hpp"
#include "pg/attempt.hpp"

namespace zdm::pg {

// Puts each expression where the server has to understand it and nothing runs. Names are looked up
// on the session's search_path. The volatility is not filled in.
std::map<ExpressionQuestion, ExpressionFacts> about_expressions(
    Session& session, Attempts& attempts, const std::set<ExpressionQuestion>& questions);

}  // namespace zdm::pg
