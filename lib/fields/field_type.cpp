#include "fields/field_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace zdm::fields {
namespace {

// Far more than anybody writes, and what PostgreSQL's parser surely takes.
constexpr std::size_t kMaxExpressionBytes = 64 * 1024;

bool equal_but_for_case(const std::string& a, const std::string& b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string meant(const std::string& text, const std::vector<std::string>& choices) {
  for (const std::string& choice : choices)
    if (equal_but_for_case(text, choice)) return choice;
  return text.size() > Identifier::kMaxBytes ? "" : nearest(text, choices);
}

}  // namespace

Identifier FieldType<Identifier>::read(const Node& node) {
  const std::optional<std::string> text = node.text();
  if (!text) return {};
  Identifier name(*text);
  if (const std::string problem = name.problem(); !problem.empty())
    node.note("bad-name", "the name " + problem);
  return name;
}

SqlExpression FieldType<SqlExpression>::read(const Node& node) {
  const std::optional<std::string> text = node.text();
  if (!text) return {};
  if (is_blank(*text))
    node.note("bad-value", "the expression is empty", "an empty string is written \"''\"");
  if (text->size() > kMaxExpressionBytes)
    node.note("bad-value", "the expression is longer than 64 KiB", "make it a function");
  return SqlExpression(*text);
}

TypeName FieldType<TypeName>::read(const Node& node) {
  const std::optional<std::string> text = node.text();
  if (text && is_blank(*text)) node.note("bad-value", "the type is empty");
  return {text.value_or("")};
}

std::optional<std::size_t> read_choice(const Node& node, const std::vector<std::string>& choices) {
  const std::optional<std::string> text = node.text();
  if (!text) return std::nullopt;
  const auto found = std::find(choices.begin(), choices.end(), *text);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  const std::string better = meant(*text, choices);
  node.note("bad-value",
            fmt::format("must be one of {}, not \"{}\"", fmt::join(choices, ", "), *text),
            better.empty() ? "" : fmt::format("did you mean \"{}\"?", better));
  return std::nullopt;
}

}  // namespace zdm::fields
