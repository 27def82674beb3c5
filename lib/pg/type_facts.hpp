#pragma once

#include <map>
#include <set>
#include <string>

#include "catalog/facts.hpp"
#include "pg/attempt.hpp"
#include "pg/session.hpp"

namespace zdm::pg {

// `lookup_path` is the search_path in which types are looked up, as SQL.
std::map<TypeQuestion, TypeFacts> about_types(Session& session, Attempts& attempts,
                                              const std::set<TypeQuestion>& questions,
                                              const std::string& lookup_path);

}  // namespace zdm::pg
