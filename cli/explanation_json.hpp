#pragma once

#include "explanation.hpp"
#include "json.hpp"

namespace zdm::cli {

Json explanation_json(const Explanation& explanation);

}  // namespace zdm::cli
