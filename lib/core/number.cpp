#include "core/number.hpp"

#include <cstddef>

namespace zdm {

std::string with_thousands(long long number) {
  std::string text = std::to_string(number);
  const std::size_t first_digit = number < 0 ? 1 : 0;
  for (std::size_t i = text.size(); i > first_digit + 3;)
    text.insert(text.begin() + static_cast<std::ptrdiff_t>(i -= 3), ',');
  return text;
}

}  // namespace zdm
