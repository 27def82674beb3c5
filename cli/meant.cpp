#include "meant.hpp"

#include <fmt/format.h>

#include "core/finding.hpp"

namespace zdm::cli {

std::string or_meant(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest(name, known);
  return near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near);
}

}  // namespace zdm::cli
