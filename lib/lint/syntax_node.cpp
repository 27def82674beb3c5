#include "lint/syntax_node.hpp"

#include <nlohmann/json.hpp>

namespace zdm::lint {
namespace {

using nlohmann::json;

// The parser's node names are in upper camel case, its members' names are not.
bool is_wrapper(const json& value) {
  if (!value.is_object() || value.size() != 1) return false;
  const std::string& key = value.begin().key();
  return !key.empty() && key[0] >= 'A' && key[0] <= 'Z';
}

const json* member(const json* body, std::string_view key) {
  if (body == nullptr || !body->is_object()) return nullptr;
  const auto found = body->find(std::string(key));
  return found == body->end() ? nullptr : &*found;
}

void walk_values(const json& value, const std::function<void(const SyntaxNode&)>& visit) {
  if (is_wrapper(value)) visit(SyntaxNode(value));
  if (value.is_structured())
    for (const json& inner : value) walk_values(inner, visit);
}

}  // namespace

std::string TableName::quoted() const {
  return '"' + (schema.empty() ? name : schema + "." + name) + '"';
}

bool TableName::may_be(const TableName& other) const {
  return name == other.name && (schema.empty() || other.schema.empty() || schema == other.schema);
}

SyntaxNode::SyntaxNode(const json& value) {
  if (is_wrapper(value)) {
    kind_ = value.begin().key();
    body_ = &value.begin().value();
  } else {
    body_ = &value;
  }
}

SyntaxNode SyntaxNode::at(std::string_view key) const {
  const json* value = member(body_, key);
  return value == nullptr ? SyntaxNode() : SyntaxNode(*value);
}

std::vector<SyntaxNode> SyntaxNode::list(std::string_view key) const {
  std::vector<SyntaxNode> nodes;
  const json* value = member(body_, key);
  if (value != nullptr && value->is_array())
    for (const json& element : *value) nodes.emplace_back(element);
  return nodes;
}

bool SyntaxNode::has(std::string_view key) const { return member(body_, key) != nullptr; }

std::string SyntaxNode::text(std::string_view key) const {
  const json* value = member(body_, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

int SyntaxNode::number(std::string_view key) const {
  const json* value = member(body_, key);
  return value != nullptr && value->is_number_integer() ? value->get<int>() : 0;
}

bool SyntaxNode::flag(std::string_view key) const {
  const json* value = member(body_, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::vector<std::string> SyntaxNode::names() const {
  if (is("String")) return {text("sval")};
  return names(is("List") ? "items" : "names");
}

std::vector<std::string> SyntaxNode::names(std::string_view key) const {
  std::vector<std::string> texts;
  for (const SyntaxNode& element : list(key)) texts.push_back(element.text("sval"));
  return texts;
}

TableName SyntaxNode::table() const { return {text("schemaname"), text("relname")}; }

std::optional<std::size_t> SyntaxNode::location() const {
  const int location = number("location");
  if (!has("location") || location < 0) return std::nullopt;
  return static_cast<std::size_t>(location);
}

void SyntaxNode::walk(const std::function<void(const SyntaxNode&)>& visit) const {
  if (body_ == nullptr) return;
  if (!kind_.empty()) visit(*this);
  if (body_->is_structured())
    for (const json& inner : *body_) walk_values(inner, visit);
}

TableName table_of(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  return {names.size() > 1 ? names[names.size() - 2] : std::string(), names.back()};
}

}  // namespace zdm::lint
