#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sql/parse.hpp"

namespace zdm::convert {

// Tokens of a statement, from `begin` to before `end`.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool empty() const { return begin >= end; }
};

// A statement's text by its tokens. The parser tells where a part begins and not where it ends;
// this finds the end, so that types and expressions come over as they were written.
class StatementText {
 public:
  explicit StatementText(std::string text) : text_(std::move(text)), tokens_(scan(text_)) {}

  Span all() const { return {0, tokens_.size()}; }
  std::string_view word(std::size_t token) const;  // empty behind the last
  bool is(std::size_t token, std::string_view keyword) const;
  // The first token that begins at the byte, or behind it.
  std::size_t at(std::size_t offset) const;
  std::size_t offset(std::size_t token) const;

  std::string text(Span span) const;
  // The keyword outside of parentheses; span.end if it is not there.
  std::size_t find(std::string_view keyword, Span span) const;
  // Behind the parenthesis that closes the one there.
  std::size_t behind(std::size_t open) const;
  // What stands in the first parentheses of the span; nothing if it has none.
  Span enclosed(Span span) const;
  // From the token to before the comma or parenthesis that ends its element of a list.
  Span element(std::size_t begin) const;
  std::vector<Span> split(Span span) const;  // at commas outside of parentheses
  // Without parentheses around all of it: ((a > 0)) is a > 0.
  Span bare(Span span) const;

 private:
  std::string text_;
  std::vector<Token> tokens_;
};

}  // namespace zdm::convert
