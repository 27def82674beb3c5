#include "migration/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace zdm {
namespace {

using nlohmann::json;

// The spellings of a word that count: yes, Yes, YES.
bool is_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  const auto is_upper_of = [&](char c, char in_word) { return c == upper(in_word); };
  return text == word || std::equal(text.begin(), text.end(), word.begin(), is_upper_of) ||
         (text[0] == upper(word[0]) && text.substr(1) == word.substr(1));
}

template <std::size_t Count>
bool is_any_of(std::string_view text, const std::array<std::string_view, Count>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return is_word(text, word); });
}

constexpr std::array<std::string_view, 4> kTrue{"true", "yes", "on", "y"};
constexpr std::array<std::string_view, 4> kFalse{"false", "no", "off", "n"};

// All digits in that base, and at least one. A number too large for a json integer is a double.
std::optional<json> integer(std::string_view digits, int base) {
  long long value = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || digits[0] == '-' || rest != end) return std::nullopt;
  if (error == std::errc{}) return value;
  return std::numeric_limits<double>::max();
}

std::optional<json> real(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (rest != end) return std::nullopt;
  return error == std::errc{} ? value : std::numeric_limits<double>::max();
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<json> number_without_sign(std::string_view text) {
  if (is_word(text, ".inf") || text == ".Inf") return std::numeric_limits<double>::max();
  if (is_word(text, ".nan") || text == ".NaN" || text == ".Nan")
    return std::numeric_limits<double>::quiet_NaN();
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) return std::nullopt;
  if (text.starts_with("0x") || text.starts_with("0X")) return integer(text.substr(2), 16);
  if (text.starts_with("0b") || text.starts_with("0B")) return integer(text.substr(2), 2);
  if (text.starts_with("0o") || text.starts_with("0O")) return integer(text.substr(2), 8);
  if (const auto whole = integer(text, 10)) return whole;
  return real(text);
}

std::optional<json> number(const std::string& text) {
  const bool has_sign = text[0] == '-' || text[0] == '+';
  if (!has_sign && !is_digit(text[0]) && text[0] != '.') return std::nullopt;
  std::string digits = text.substr(has_sign ? 1 : 0);
  std::erase(digits, '_');
  std::optional<json> value = number_without_sign(digits);
  if (!value || text[0] != '-') return value;
  return value->is_number_integer() ? json(-value->get<long long>()) : json(-value->get<double>());
}

}  // namespace

json plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || is_word(text, "null")) return nullptr;
  if (is_any_of(text, kTrue)) return true;
  if (is_any_of(text, kFalse)) return false;
  if (auto value = number(text)) return *std::move(value);
  return text;
}

}  // namespace zdm
