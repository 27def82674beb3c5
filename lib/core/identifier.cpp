#include "core/identifier.hpp"

namespace zdm {

std::string Identifier::quoted() const {
  std::string text = "\"";
  for (char c : name_) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string Identifier::problem() const {
  if (name_.empty()) return "is empty";
  if (name_.find('\0') != std::string::npos) return "holds a zero byte";
  if (name_.size() > kMaxBytes) return "is longer than 63 bytes";
  return {};
}

}  // namespace zdm
