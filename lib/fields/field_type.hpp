#pragma once

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/identifier.hpp"
#include "fields/node.hpp"
#include "fields/shape.hpp"
#include "sql/sql.hpp"

namespace zdm::fields {

// A value that may be given as null; in an optional, null and absent are told apart.
template <typename T>
struct OrNull {
  std::optional<T> value;
};

// The spellings of an enum: specialised with a member `values`, an array of pairs.
template <typename Enum>
struct Choices;

template <typename Enum>
concept HasChoices = requires {
  Choices<Enum>::values;
};

// A type that has a table of its fields: `static const Record<T>& record()`.
template <typename T>
concept HasRecord = requires {
  T::record();
};

template <HasChoices Enum>
std::string_view text_of(Enum value) {
  for (const auto& [candidate, text] : Choices<Enum>::values)
    if (candidate == value) return text;
  return {};
}

// How a C++ type stands in a file: shape() describes it, read() takes it from a node. What cannot
// be read is noted there and comes back empty.
template <typename T>
struct FieldType;

template <>
struct FieldType<Identifier> {
  static SharedShape shape() { return shape_of(NameShape{}); }
  static Identifier read(const Node& node);
};

template <>
struct FieldType<std::string> {
  static SharedShape shape() { return shape_of(TextShape{}); }
  static std::string read(const Node& node) { return node.text().value_or(""); }
};

template <>
struct FieldType<SqlExpression> {
  static SharedShape shape() { return shape_of(ExpressionShape{}); }
  static SqlExpression read(const Node& node);
};

template <>
struct FieldType<TypeName> {
  static SharedShape shape() { return shape_of(TypeShape{}); }
  static TypeName read(const Node& node);
};

template <>
struct FieldType<bool> {
  static SharedShape shape() { return shape_of(BooleanShape{}); }
  static bool read(const Node& node) { return node.boolean().value_or(false); }
};

// Where `text` stands in `choices`; none, and noted, if nowhere.
std::optional<std::size_t> read_choice(const Node& node, const std::vector<std::string>& choices);

template <HasChoices Enum>
struct FieldType<Enum> {
  static std::vector<std::string> spellings() {
    std::vector<std::string> texts;
    for (const auto& [value, text] : Choices<Enum>::values) texts.emplace_back(text);
    return texts;
  }
  static SharedShape shape() { return shape_of(ChoiceShape{spellings()}); }
  static Enum read(const Node& node) {
    return Choices<Enum>::values[read_choice(node, spellings()).value_or(0)].first;
  }
};

template <HasRecord T>
struct FieldType<T> {
  static SharedShape shape() { return shape_of(T::record().shape()); }
  static T read(const Node& node) { return T::record().read(node); }
};

template <typename T>
struct FieldType<std::optional<T>> {
  static SharedShape shape() { return FieldType<T>::shape(); }
  static std::optional<T> read(const Node& node) { return FieldType<T>::read(node); }
};

template <typename T>
struct FieldType<OrNull<T>> {
  static SharedShape shape() { return shape_of(OrNullShape{FieldType<T>::shape()}); }
  static OrNull<T> read(const Node& node) {
    if (node.is_null()) return {};
    return {FieldType<T>::read(node)};
  }
};

template <typename T>
struct FieldType<std::vector<T>> {
  static SharedShape shape() { return shape_of(ListShape{FieldType<T>::shape()}); }
  static std::vector<T> read(const Node& node) {
    std::vector<T> values;
    for (const Node& element : node.elements()) values.push_back(FieldType<T>::read(element));
    return values;
  }
};

// A type whose values may stand in a list by their names alone, or be an object's members: with
//   static const Record<T>& besides_name();  // the fields of a member
//   void set_name(const Identifier& name);
//   Location at;  // where it stands
template <typename T>
concept HasName = requires {
  T::besides_name();
};

template <HasName T>
struct FieldType<std::vector<T>> {
  static SharedShape shape() {
    return shape_of(NamedListShape{FieldType<T>::shape(), shape_of(T::besides_name().shape())});
  }

  static std::vector<T> read(const Node& node) {
    std::vector<T> values;
    if (!node.is_object()) {
      for (const Node& element : node.elements()) values.push_back(read_element(element));
      return values;
    }
    for (const auto& [key, member] : node.members_in_order())
      values.push_back(read_member(key, member));
    if (values.empty()) node.note("empty-list", "must hold at least one");
    return values;
  }

 private:
  static T read_element(const Node& node) {
    T value;
    if (node.is_string())
      value.set_name(FieldType<Identifier>::read(node));
    else
      value = FieldType<T>::read(node);
    value.at = node.location();
    return value;
  }

  static T read_member(const std::string& key, const Node& member) {
    const Identifier name(key);
    if (!name.problem().empty()) member.note("bad-name", "the name " + name.problem());
    T value = member.is_null() ? T() : T::besides_name().read(member);
    value.set_name(name);
    value.at = member.location();
    return value;
  }
};

template <typename T>
struct FieldType<std::map<Identifier, T>> {
  static SharedShape shape() { return shape_of(MapShape{FieldType<T>::shape()}); }
  static std::map<Identifier, T> read(const Node& node) {
    std::map<Identifier, T> values;
    for (const auto& [key, member] : node.members()) {
      const Identifier name(key);
      if (!name.problem().empty()) member.note("bad-name", "the name " + name.problem());
      values.emplace(name, FieldType<T>::read(member));
    }
    return values;
  }
};

}  // namespace zdm::fields
