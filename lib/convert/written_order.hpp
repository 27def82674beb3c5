#pragma once

#include <nlohmann/json.hpp>

namespace zdm::convert {

// A migration with the keys of each of its objects in the order in which they are documented.
nlohmann::ordered_json in_written_order(const nlohmann::ordered_json& migration);

}  // namespace zdm::convert
