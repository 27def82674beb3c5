#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace zdm {

// What a scalar without quotes or tag stands for.
//
// YAML 1.1 and 1.2 do not agree, and the tools around us follow either. So whatever one of them
// takes for a boolean, a number or null is that here (yes, no, on, off, y, n, 010, 0o10, 1_000, ~),
// and where a text belongs it has to be quoted: nothing is turned from a text into something else
// in silence. What both leave to the reader is a text: 2024-01-01, 12:30:45, 1.2.3.
nlohmann::json plain_scalar(const std::string& text);

}  // namespace zdm
