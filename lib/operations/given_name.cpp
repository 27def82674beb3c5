#include "operations/given_name.hpp"

#include <fmt/format.h>

namespace zdm::operations {
namespace {

// Continuation bytes of UTF-8 are 10xxxxxx.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

Identifier given_name(const GivenName& parts) {
  const std::size_t underscores = parts.second.empty() ? 1 : 2;
  const std::size_t room = Identifier::kMaxBytes - underscores - parts.label.size();
  std::size_t first = parts.first.size();
  std::size_t second = parts.second.size();
  while (first + second > room) --(first > second ? first : second);
  return Identifier(fmt::format("{}{}{}_{}", cut(parts.first, first),
                                parts.second.empty() ? "" : "_", cut(parts.second, second),
                                parts.label));
}

Identifier free_name(GivenName parts, const std::function<bool(const Identifier&)>& is_taken) {
  const std::string label = parts.label;
  Identifier name = given_name(parts);
  for (int i = 1; is_taken(name); ++i) {
    parts.label = fmt::format("{}{}", label, i);
    name = given_name(parts);
  }
  return name;
}

}  // namespace zdm::operations
