#include "core/name.hpp"

#include <fmt/format.h>

#include <string>

namespace zdm {
namespace {

// Never cuts a UTF-8 sequence in two: continuation bytes are 10xxxxxx.
std::string cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return std::string(text.substr(0, bytes));
}

std::string with_hash(std::string_view text, std::uint64_t hash) {
  const std::string suffix = fmt::format("_{:012x}", hash & 0xFFFFFFFFFFFFU);
  return cut(text, Identifier::kMaxBytes - suffix.size()) + suffix;
}

}  // namespace

std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

Identifier internal_name(std::initializer_list<std::string_view> parts) {
  std::string joined;
  std::string unambiguous;  // parts end in a zero byte, which no name can hold
  bool ambiguous = false;
  for (std::string_view part : parts) {
    if (!joined.empty()) joined += '.';
    joined += part;
    (unambiguous += part) += '\0';
    ambiguous = ambiguous || part.find('.') != std::string_view::npos;
  }
  if (!ambiguous && joined.size() <= Identifier::kMaxBytes) return Identifier(joined);
  return Identifier(with_hash(joined, stable_hash(unambiguous)));
}

Identifier prefixed_name(std::string_view prefix, std::string_view name) {
  const std::string whole = std::string(prefix) + std::string(name);
  if (whole.size() <= Identifier::kMaxBytes) return Identifier(whole);
  return Identifier(with_hash(whole, stable_hash(whole)));
}

}  // namespace zdm
