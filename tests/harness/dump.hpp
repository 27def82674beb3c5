#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace zdm::harness {

// What pg_dump says of a database, one text for each thing, in an order that does not depend on how
// the database came to be.
class Dump {
 public:
  struct Key {
    std::string schema;  // "-" for things in none
    std::string name;    // "users", "users users_pkey", "COLUMN users.name"
    std::string type;    // "TABLE", "CONSTRAINT", "TABLE DATA", …
    auto operator<=>(const Key&) const = default;
  };

  static Dump parse(std::string_view text);

  // Without rows and positions of sequences.
  Dump definitions() const;
  // Without positions of sequences: numbers that a rolled back transaction has drawn are gone.
  Dump without_positions() const;
  // Without a schema and what is in it.
  Dump without(const std::set<std::string>& schemas) const;
  std::string text() const;
  bool operator==(const Dump&) const = default;

  const std::map<Key, std::string>& entries() const { return entries_; }

 private:
  std::map<Key, std::string> entries_;
};

// What has changed, in few lines: each thing that is not as before, and its lines that differ.
std::string changes(const Dump& before, const Dump& after);

}  // namespace zdm::harness
