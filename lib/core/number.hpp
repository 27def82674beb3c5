#pragma once

#include <string>

namespace zdm {

std::string with_thousands(long long number);  // "1,234,567"

}  // namespace zdm
