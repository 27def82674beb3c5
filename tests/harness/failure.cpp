#include "harness/failure.hpp"

#include <fmt/format.h>

namespace zdm::harness {

std::string to_text(const Failure& failure) {
  std::string text =
      fmt::format("{}:{}: [{}] {}\n", failure.file, failure.line, failure.check, failure.what);
  if (!failure.detail.empty()) text += failure.detail;
  if (text.back() != '\n') text += '\n';
  return text;
}

}  // namespace zdm::harness
