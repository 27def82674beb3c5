#pragma once

#include <compare>
#include <set>
#include <string>

namespace zdm::convert {

// A table, or a part of one; or something else by its kind and name ("type mood").
struct Object {
  std::string of;
  std::string part;  // empty: all of it
  auto operator<=>(const Object&) const = default;
};

Object table_object(const std::string& table);
Object column_object(const std::string& table, const std::string& column);
Object constraint_object(const std::string& table, const std::string& constraint);
Object rows_object(const std::string& table);
Object named_object(const std::string& kind, const std::string& name);  // kind: "index", "type" …

// What a change reads and writes: two of them may change places where neither writes what the other
// touches.
struct Touches {
  std::set<Object> reads{};
  std::set<Object> writes{};
  bool reads_all = false;
  bool writes_all = false;

  bool conflicts_with(const Touches& other) const;
  void add(const Touches& other);
  // All that an expression over a row of the table reads.
  void read_expression(const std::string& table, const std::string& expression);
};

}  // namespace zdm::convert
