#include "migration/text_position.hpp"

#include <algorithm>

namespace zdm {
namespace {

using Byte = unsigned char;

bool is_continuation(char c) { return (static_cast<Byte>(c) & 0xC0U) == 0x80U; }

// How many bytes follow a first byte, and between which two the next one has to be, so that there
// are no overlong forms, no surrogates, and nothing above U+10FFFF.
struct Sequence {
  std::size_t following = 0;
  Byte low = 0x80;
  Byte high = 0xBF;
};

std::optional<Sequence> sequence_of(Byte first) {
  if (first < 0x80) return Sequence{};
  if (first >= 0xC2 && first <= 0xDF) return Sequence{1};
  if (first == 0xE0) return Sequence{2, 0xA0, 0xBF};
  if (first == 0xED) return Sequence{2, 0x80, 0x9F};
  if (first >= 0xE1 && first <= 0xEF) return Sequence{2};
  if (first == 0xF0) return Sequence{3, 0x90, 0xBF};
  if (first >= 0xF1 && first <= 0xF3) return Sequence{3};
  if (first == 0xF4) return Sequence{3, 0x80, 0x8F};
  return std::nullopt;
}

bool is_followed(std::string_view text, std::size_t at, const Sequence& sequence) {
  if (text.size() - at <= sequence.following) return false;
  if (sequence.following == 0) return true;
  const Byte second = static_cast<Byte>(text[at + 1]);
  if (second < sequence.low || second > sequence.high) return false;
  const std::string_view rest = text.substr(at + 1, sequence.following);
  return std::all_of(rest.begin(), rest.end(), is_continuation);
}

}  // namespace

fields::Position position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t break_at = before.rfind('\n');
  const std::string_view line =
      before.substr(break_at == std::string_view::npos ? 0 : break_at + 1);
  const auto inside = std::count_if(line.begin(), line.end(), is_continuation);
  return {static_cast<int>(lines) + 1,
          static_cast<int>(line.size()) - static_cast<int>(inside) + 1};
}

std::size_t offset_of(std::string_view text, const fields::Position& position) {
  std::size_t at = 0;
  for (int line = 1; line < position.line && at < text.size(); ++line)
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  for (int column = 1; column < position.column && at < text.size(); ++column) do
      ++at;
    while (at < text.size() && is_continuation(text[at]));
  return at;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto sequence = sequence_of(static_cast<Byte>(text[at]));
    if (!sequence || !is_followed(text, at, *sequence)) return at;
    at += sequence->following + 1;
  }
  return std::nullopt;
}

}  // namespace zdm
