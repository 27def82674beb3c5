#pragma once

#include <string>
#include <string_view>

namespace zdm::sandbox {

// For one part of a URL: every byte but letters, digits, -._~ and those in `kept` becomes %XX.
std::string percent_encode(std::string_view text, std::string_view kept = {});

}  // namespace zdm::sandbox
