#include "fields/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace zdm::fields {
namespace {

const char* name_of_type(const nlohmann::json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a string";
  return value.is_array() ? "a list" : "an object";
}

// A number, boolean or null where a string belongs is most often SQL or a name without its quotes.
std::string quoted_hint(const nlohmann::json& value, const std::string& written) {
  if (!written.empty()) return fmt::format("quote it: \"{}\"", written);
  if (!value.is_number() && !value.is_boolean()) return {};
  return fmt::format("quote it: \"{}\"", value.dump());
}

}  // namespace

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

Node::Node(const nlohmann::json& value, Location location, Findings& findings)
    : value_(&value), location_(std::move(location)), findings_(&findings) {}

void Node::note(std::string code, std::string message, std::string hint) const {
  findings_->push_back({.code = std::move(code),
                        .severity = Severity::error,
                        .place = location_.place(),
                        .message = std::move(message),
                        .hint = std::move(hint)});
}

Node Node::noting_in(Findings& findings) const { return Node(*value_, location_, findings); }

void Node::note_all(const Findings& findings) const {
  findings_->insert(findings_->end(), findings.begin(), findings.end());
}

void Node::note_type(const char* wanted) const {
  const bool wants_text = std::string_view(wanted) == "a string";
  note("wrong-type", fmt::format("must be {}, not {}", wanted, name_of_type(*value_)),
       wants_text ? quoted_hint(*value_, location_.written()) : "");
}

std::optional<std::string> Node::text() const {
  if (!value_->is_string()) {
    note_type("a string");
    return std::nullopt;
  }
  const auto& text = value_->get_ref<const std::string&>();
  if (text.find('\0') == std::string::npos) return text;
  note("bad-value", "holds a zero byte, which PostgreSQL cannot store");
  return std::nullopt;
}

std::optional<bool> Node::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  note_type("true or false");
  return std::nullopt;
}

std::vector<Node> Node::elements() const {
  std::vector<Node> nodes;
  if (!value_->is_array()) note_type("a list");
  if (value_->is_array())
    for (std::size_t i = 0; i < value_->size(); ++i)
      nodes.emplace_back((*value_)[i], location_.at(i), *findings_);
  return nodes;
}

std::map<std::string, Node> Node::members() const {
  std::map<std::string, Node> nodes;
  if (!value_->is_object()) note_type("an object");
  if (value_->is_object())
    for (const auto& [key, value] : value_->items())
      nodes.emplace(key, Node(value, location_.at(key), *findings_));
  return nodes;
}

std::vector<std::pair<std::string, Node>> Node::members_in_order() const {
  const auto sorted = members();
  std::vector<std::pair<std::string, Node>> nodes(sorted.begin(), sorted.end());
  const auto position = [](const auto& member) {
    const Place& place = member.second.location().place();
    return std::pair(place.line, place.column);
  };
  std::stable_sort(nodes.begin(), nodes.end(),
                   [&](const auto& a, const auto& b) { return position(a) < position(b); });
  return nodes;
}

bool Node::is_null() const { return value_->is_null(); }
bool Node::is_object() const { return value_->is_object(); }
bool Node::is_string() const { return value_->is_string(); }
bool Node::is_empty_list() const { return value_->is_array() && value_->empty(); }
bool Node::is_blank() const {
  return value_->is_string() && fields::is_blank(value_->get_ref<const std::string&>());
}

bool Node::is_text(std::string_view text) const {
  return value_->is_string() && value_->get_ref<const std::string&>() == text;
}

}  // namespace zdm::fields
