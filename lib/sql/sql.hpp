#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "core/identifier.hpp"

namespace zdm {

// Text that is SQL. Made by sql() from a literal format and parts that know how to quote
// themselves; a plain string as a part does not compile.
class Sql {
 public:
  Sql() = default;
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const Sql&) const = default;

  // For text that is SQL already: a user's statement, or what the server printed of its own.
  static Sql raw(std::string text) { return Sql(std::move(text)); }

 private:
  explicit Sql(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// A user's or the server's SQL expression, as it was written. A bare SELECT counts as one.
class SqlExpression {
 public:
  SqlExpression() = default;
  explicit SqlExpression(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  auto operator<=>(const SqlExpression&) const = default;

 private:
  std::string text_;
};

// A string constant. Quoted for standard_conforming_strings = on, which zdm's sessions set.
struct Literal {
  std::string value;
};

// A type as format_type() prints it, or as a user wrote it and the server has accepted it.
struct TypeName {
  std::string text;
  auto operator<=>(const TypeName&) const = default;
};

inline std::string to_sql(const Sql& part) { return part.text(); }
inline std::string to_sql(const Identifier& part) { return part.quoted(); }
inline std::string to_sql(const QualifiedName& part) { return part.quoted(); }
inline std::string to_sql(const TypeName& part) { return part.text; }
std::string to_sql(const SqlExpression& part);  // in parentheses
std::string to_sql(const Literal& part);
inline std::string to_sql(int part) { return std::to_string(part); }
inline std::string to_sql(long long part) { return std::to_string(part); }
template <typename Part>
std::string to_sql(const std::vector<Part>& parts) {  // a list: "a", "b"
  std::string text;
  for (const Part& part : parts) {
    if (!text.empty()) text += ", ";
    text += to_sql(part);
  }
  return text;
}

template <typename Part>
using AsText = std::string;

template <typename... Parts>
Sql sql(fmt::format_string<AsText<Parts>...> format, const Parts&... parts) {
  return Sql::raw(fmt::format(format, to_sql(parts)...));
}

// The parts with a separator between: join(columns, sql(", ")).
Sql join(const std::vector<Sql>& parts, std::string_view separator);

}  // namespace zdm
