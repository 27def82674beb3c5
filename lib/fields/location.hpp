#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/finding.hpp"

namespace zdm::fields {

// A line and a column in a text, from 1; columns count characters.
struct Position {
  int line = 0;
  int column = 0;
  std::string written{};  // a number, boolean or null as it is spelt there; else empty
};

// Where the values of a document stand, by JSON pointer.
using Positions = std::map<std::string, Position>;

// A place in a document from which the places below it are had, each with its line and column. What
// is not there (a key that is missing) stands where the value stands that should hold it.
class Location {
 public:
  Location() = default;
  Location(const std::string& file, std::shared_ptr<const Positions> positions);

  const Place& place() const { return place_; }
  const std::string& written() const { return written_; }  // as in Position
  Location at(std::string_view key) const;
  Location at(std::size_t index) const;

 private:
  Location below(Place place) const;

  Place place_;
  std::string written_;
  std::shared_ptr<const Positions> positions_;
};

}  // namespace zdm::fields
