#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace zdm {

// The exact name of a PostgreSQL object: case kept, never folded.
//
// A value that came from a user may be too long or empty; `problem()` says so, and parsing turns
// that into a finding. Everything behind parsing may rely on `problem()` being empty.
class Identifier {
 public:
  // NAMEDATALEN - 1, see "Identifiers and Key Words" (sql-syntax-lexical) in PostgreSQL's manual.
  static constexpr std::size_t kMaxBytes = 63;

  Identifier() = default;
  explicit Identifier(std::string name) : name_(std::move(name)) {}

  const std::string& str() const { return name_; }
  bool empty() const { return name_.empty(); }

  // Always in double quotes, so that no keyword and no upper case needs a special case.
  std::string quoted() const;

  // What is wrong with the name, as a clause ("is longer than 63 bytes"); empty if nothing is.
  std::string problem() const;

  auto operator<=>(const Identifier&) const = default;

 private:
  std::string name_;
};

// A name with its schema.
struct QualifiedName {
  Identifier schema;
  Identifier name;

  std::string quoted() const { return schema.quoted() + "." + name.quoted(); }
  auto operator<=>(const QualifiedName&) const = default;
};

}  // namespace zdm
