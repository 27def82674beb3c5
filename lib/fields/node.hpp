#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.hpp"
#include "fields/location.hpp"

namespace zdm::fields {

// Nothing but white space?
bool is_blank(std::string_view text);

// A value of a document while it is read, with its place. What is wrong with it is noted among the
// findings, and reading goes on, so that all mistakes are told at once.
// The value and the findings must outlive the node.
class Node {
 public:
  Node(const nlohmann::json& value, Location location, Findings& findings);

  const Location& location() const { return location_; }
  void note(std::string code, std::string message, std::string hint = {}) const;

  // The same value with its mistakes noted elsewhere; and mistakes noted elsewhere, taken over.
  Node noting_in(Findings& findings) const;
  void note_all(const Findings& findings) const;

  // The value, if it is of that type; else none, or empty, and the mistake is noted.
  std::optional<std::string> text() const;
  std::optional<bool> boolean() const;
  std::vector<Node> elements() const;
  std::map<std::string, Node> members() const;
  // In the order of the file.
  std::vector<std::pair<std::string, Node>> members_in_order() const;

  bool is_null() const;
  bool is_object() const;
  bool is_string() const;
  bool is_empty_list() const;
  bool is_blank() const;  // a string of nothing but white space
  bool is_text(std::string_view text) const;

 private:
  void note_type(const char* wanted) const;

  const nlohmann::json* value_;
  Location location_;
  Findings* findings_;
};

}  // namespace zdm::fields
