#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identifier.hpp"
#include "pg/session.hpp"

namespace zdm::pg {

// Reads the values of a row one after the other, in the order of the query's SELECT list. A NULL is
// empty text, 0 and false, except where an optional is asked for.
class RowCursor {
 public:
  explicit RowCursor(const Row& row) : row_(row) {}

  const Value& value() { return row_.at(next_++); }
  std::optional<std::string> optional_text() { return value(); }
  std::string text() { return value().value_or(std::string()); }
  Identifier name() { return Identifier(text()); }
  std::optional<Identifier> optional_name() {
    const Value& found = value();
    return found ? std::optional(Identifier(*found)) : std::nullopt;
  }
  bool boolean() { return value() == "t"; }

  template <typename Number = int>
  Number number() {
    const Value& found = value();
    return found ? parse<Number>(*found) : Number{};
  }

  // "1 2 3"
  template <typename Number = int>
  std::vector<Number> numbers() {
    std::vector<Number> numbers;
    std::string_view rest = value() ? std::string_view(*row_[next_ - 1]) : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      numbers.push_back(parse<Number>(rest.substr(0, end)));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return numbers;
  }

 private:
  template <typename Number>
  static Number parse(std::string_view text) {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }

  const Row& row_;
  std::size_t next_ = 0;
};

}  // namespace zdm::pg
