#include "operations/builtin_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace zdm::operations {
namespace {

struct Spelling {
  std::string_view written;
  std::string_view type;
};

// See "Data Types" (datatype) in PostgreSQL's manual.
constexpr std::array<Spelling, 43> kSpellings{{
    {"bigint", "bigint"},
    {"bigserial", "bigint"},
    {"bool", "boolean"},
    {"boolean", "boolean"},
    {"bytea", "bytea"},
    {"char", "character"},
    {"character varying", "character varying"},
    {"character", "character"},
    {"cidr", "cidr"},
    {"date", "date"},
    {"decimal", "numeric"},
    {"double precision", "double precision"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"inet", "inet"},
    {"int", "integer"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"integer", "integer"},
    {"interval", "interval"},
    {"json", "json"},
    {"jsonb", "jsonb"},
    {"macaddr", "macaddr"},
    {"numeric", "numeric"},
    {"point", "point"},
    {"real", "real"},
    {"serial", "integer"},
    {"serial2", "smallint"},
    {"serial4", "integer"},
    {"serial8", "bigint"},
    {"smallint", "smallint"},
    {"smallserial", "smallint"},
    {"text", "text"},
    {"time with time zone", "time with time zone"},
    {"time", "time without time zone"},
    {"timestamp with time zone", "timestamp with time zone"},
    {"timestamp without time zone", "timestamp without time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
    {"uuid", "uuid"},
    {"varchar", "character varying"},
    {"xml", "xml"},
}};

constexpr std::array<std::string_view, 3> kCollatable{"character", "character varying", "text"};
constexpr std::array<std::string_view, 3> kWithoutEquality{"json", "point", "xml"};

bool is_one_of(const std::array<std::string_view, 3>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Lower case, single spaces, none at the ends.
std::string tidy(std::string_view text) {
  std::string result;
  for (char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isspace(u) == 0)
      result += static_cast<char>(std::tolower(u));
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// "10, 2", "5,-2": none if there is anything but numbers.
std::optional<std::vector<int>> numbers(std::string_view text) {
  std::vector<int> found;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string number = tidy(text.substr(at, comma - at));
    const std::size_t begin = number.starts_with('-') ? 1 : 0;  // 15+: the scale of numeric(5,-2)
    const bool digits = std::all_of(number.begin() + static_cast<std::ptrdiff_t>(begin),
                                    number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || number.size() == begin || number.size() > 8) return std::nullopt;
    found.push_back(std::stoi(number));
    at = comma + 1;
  }
  return found;
}

// The modifiers stand behind the first word of the types with a time.
std::string with_modifiers(const std::string& name, const std::vector<int>& modifiers) {
  if (modifiers.empty()) return name;
  const std::string text = fmt::format("({})", fmt::join(modifiers, ","));
  const std::size_t with = name.find(" with");
  return with == std::string::npos ? name + text : name.substr(0, with) + text + name.substr(with);
}

// PostgreSQL's own defaults: character is character(1), numeric(5) is numeric(5,0).
std::vector<int> completed(std::string_view name, std::vector<int> modifiers) {
  if (name == "character" && modifiers.empty()) return {1};
  if (name == "numeric" && modifiers.size() == 1) modifiers.push_back(0);
  return modifiers;
}

std::string without_array(std::string text, int& dimensions) {
  while (text.ends_with("[]")) {
    text = tidy(text.substr(0, text.size() - 2));
    dimensions = 1;  // to PostgreSQL, all numbers of dimensions are one type
  }
  return text;
}

}  // namespace

TypeParts type_parts(std::string_view type) {
  const std::string text = tidy(type);
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return {text, {}};
  const auto modifiers = numbers(std::string_view(text).substr(open + 1, close - open - 1));
  if (!modifiers) return {text, {}};
  return {tidy(text.substr(0, open) + " " + text.substr(close + 1)), *modifiers};
}

std::optional<TypeFacts> builtin_type(std::string_view written) {
  int dimensions = 0;
  const TypeParts parts = type_parts(without_array(tidy(written), dimensions));
  const auto spelling = std::find_if(kSpellings.begin(), kSpellings.end(),
                                     [&](const Spelling& s) { return s.written == parts.name; });
  if (spelling == kSpellings.end()) return std::nullopt;
  const auto is_negative = [](int modifier) { return modifier < 0; };
  if (std::any_of(parts.modifiers.begin(), parts.modifiers.end(), is_negative)) return std::nullopt;
  const std::string name(spelling->type);
  const std::string array = dimensions > 0 ? "[]" : "";
  TypeFacts facts;
  facts.type = {with_modifiers(name, completed(name, parts.modifiers)) + array};
  facts.unmodified = {(name == "character" ? "bpchar" : name) + array};
  facts.serial = parts.name.find("serial") != std::string::npos;
  facts.has_equality = !is_one_of(kWithoutEquality, name);
  facts.collatable = is_one_of(kCollatable, name);
  return facts;
}

}  // namespace zdm::operations
