#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace zdm::fields {

// What may stand at a place of a migration file. Parsing, the JSON Schema and `zdm explain` are all
// derived from it. A closed set.
struct Shape;
using SharedShape = std::shared_ptr<const Shape>;

struct NameShape {};        // the name of a table, column, index …
struct TextShape {};        // any string
struct TypeShape {};        // the name of a type, as SQL
struct ExpressionShape {};  // SQL
struct BooleanShape {};
struct ChoiceShape {
  std::vector<std::string> values;
};
struct ListShape {
  SharedShape element;
};
// A list of records that have names, in any of three ways: each whole, each by its name alone, or
// all as an object that has a member for each, in this order.
struct NamedListShape {
  SharedShape element;
  SharedShape besides_name;  // a record as a member of the object
};
struct MapShape {  // an object with a member for each column
  SharedShape value;
};
struct OrNullShape {
  SharedShape value;
};

enum class Presence { optional, required, not_empty };  // not_empty: a list that is required too

struct FieldShape {
  std::string name;
  std::string doc;  // one line
  Presence presence = Presence::optional;
  bool may_be_blank = false;  // an empty text means that there is none
  SharedShape shape;
};

// Fields that hang together, besides each one's own presence.
enum class GroupRule { exactly_one, at_least_one };
struct Group {
  GroupRule rule = GroupRule::exactly_one;
  std::vector<std::string> fields;
};

// What a choice asks for: where `field` has this value, `needs` is there, and no empty list.
struct Demand {
  std::string field;
  std::string value;
  std::string needs;
};

struct RecordShape {
  std::string name;  // unique among all records
  std::vector<FieldShape> fields;
  std::vector<Group> groups;
  std::vector<Demand> demands;
};

struct Shape {
  std::variant<NameShape, TextShape, TypeShape, ExpressionShape, BooleanShape, ChoiceShape,
               ListShape, NamedListShape, MapShape, OrNullShape, RecordShape>
      is;
};

template <typename Kind>
SharedShape shape_of(Kind kind) {
  return std::make_shared<const Shape>(Shape{std::move(kind)});
}

}  // namespace zdm::fields
