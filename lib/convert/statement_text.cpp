#include "convert/statement_text.hpp"

#include <algorithm>

namespace zdm::convert {
namespace {

int depth_change(std::string_view word) {
  if (word == "(" || word == "[") return 1;
  return word == ")" || word == "]" ? -1 : 0;
}

}  // namespace

std::string_view StatementText::word(std::size_t token) const {
  if (token >= tokens_.size()) return {};
  return std::string_view(text_).substr(tokens_[token].begin,
                                        tokens_[token].end - tokens_[token].begin);
}

bool StatementText::is(std::size_t token, std::string_view keyword) const {
  const std::string_view found = word(token);
  return std::equal(found.begin(), found.end(), keyword.begin(), keyword.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

std::size_t StatementText::at(std::size_t offset) const {
  const auto found = std::lower_bound(tokens_.begin(), tokens_.end(), offset,
                                      [](const Token& t, std::size_t at) { return t.begin < at; });
  return static_cast<std::size_t>(found - tokens_.begin());
}

std::size_t StatementText::offset(std::size_t token) const {
  return token < tokens_.size() ? tokens_[token].begin : text_.size();
}

std::string StatementText::text(Span span) const {
  const std::size_t end = std::min(span.end, tokens_.size());
  if (span.begin >= end) return {};
  return text_.substr(tokens_[span.begin].begin, tokens_[end - 1].end - tokens_[span.begin].begin);
}

std::size_t StatementText::find(std::string_view keyword, Span span) const {
  int depth = 0;
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (depth == 0 && is(i, keyword)) return i;
    depth += depth_change(word(i));
  }
  return span.end;
}

std::size_t StatementText::behind(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i < tokens_.size(); ++i)
    if (depth += depth_change(word(i)); depth == 0) return i + 1;
  return tokens_.size();
}

Span StatementText::enclosed(Span span) const {
  for (std::size_t i = span.begin; i < span.end; ++i)
    if (word(i) == "(") return {i + 1, behind(i) - 1};
  return {};
}

Span StatementText::element(std::size_t begin) const {
  int depth = 0;
  for (std::size_t i = begin; i < tokens_.size(); ++i) {
    if (depth == 0 && word(i) == ",") return {begin, i};
    if (depth += depth_change(word(i)); depth < 0) return {begin, i};
  }
  return {begin, tokens_.size()};
}

std::vector<Span> StatementText::split(Span span) const {
  std::vector<Span> parts;
  while (!span.empty()) {
    const std::size_t comma = find(",", span);
    parts.push_back({span.begin, comma});
    span.begin = comma + 1;
  }
  return parts;
}

Span StatementText::bare(Span span) const {
  while (span.end - span.begin > 2 && word(span.begin) == "(" && behind(span.begin) == span.end)
    span = {span.begin + 1, span.end - 1};
  return span;
}

}  // namespace zdm::convert
