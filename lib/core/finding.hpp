#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace zdm {

enum class Severity { note, warning, error };

std::string_view to_string(Severity severity);

// Where a finding points: a file, a JSON pointer in it ("" is the whole document), and line and
// column (from 1; 0 where unknown).
struct Place {
  std::string file;
  std::string pointer;
  int line = 0;
  int column = 0;

  Place at(std::string_view key) const;  // the place of a member of this object
  Place at(std::size_t index) const;     // the place of an element of this list
  auto operator<=>(const Place&) const = default;
};

// Something to tell the user about a file or a plan: what is wrong there, and what to do instead.
struct Finding {
  std::string code;  // stable, kebab-case: "unknown-key", "missing-table"
  Severity severity = Severity::error;
  Place place;
  std::string message;  // what is wrong, no full stop
  std::string hint;     // what to write or do instead; may be empty

  auto operator<=>(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

bool has_errors(const Findings& findings);

// "02_add_age.json: /operations/1/add_column: message; hint"
std::string to_text(const Finding& finding);

// The candidate nearest to `name` by edit distance, empty if none is near; for "did you mean".
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace zdm
