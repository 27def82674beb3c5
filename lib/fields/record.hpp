#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fields/field_type.hpp"

namespace zdm::fields {

// One field of a struct: its name and documentation, and how it gets into the struct.
template <typename Owner>
struct Field {
  FieldShape shape;
  std::function<void(Owner&, const Node&)> read;
};

namespace internal {

template <typename Owner, typename Value>
Field<Owner> field(std::string name, Value Owner::*member, std::string doc, Presence presence) {
  return {.shape = {std::move(name), std::move(doc), presence, false, FieldType<Value>::shape()},
          .read = [member](Owner& owner, const Node& node) {
            owner.*member = FieldType<Value>::read(node);
          }};
}

}  // namespace internal

template <typename Owner, typename Value>
Field<Owner> required(std::string name, Value Owner::*member, std::string doc) {
  return internal::field(std::move(name), member, std::move(doc), Presence::required);
}

// Left as the struct has it where it is absent.
template <typename Owner, typename Value>
Field<Owner> optional(std::string name, Value Owner::*member, std::string doc) {
  return internal::field(std::move(name), member, std::move(doc), Presence::optional);
}

// As optional(); an empty text, too, means that there is none.
template <typename Owner, typename Value>
Field<Owner> unless_blank(std::string name, std::optional<Value> Owner::*member, std::string doc) {
  Field<Owner> field = internal::field(std::move(name), member, std::move(doc), Presence::optional);
  field.shape.may_be_blank = true;
  field.read = [member](Owner& owner, const Node& node) {
    if (!node.is_blank()) owner.*member = FieldType<Value>::read(node);
  };
  return field;
}

// A required list with at least one element.
template <typename Owner, typename Value>
Field<Owner> not_empty(std::string name, std::vector<Value> Owner::*member, std::string doc) {
  Field<Owner> field =
      internal::field(std::move(name), member, std::move(doc), Presence::not_empty);
  field.read = [member](Owner& owner, const Node& node) {
    if (node.is_empty_list()) node.note("empty-list", "must hold at least one");
    owner.*member = FieldType<std::vector<Value>>::read(node);
  };
  return field;
}

// The members of an object after a look at its keys: notes those that are unknown and those that
// are missing.
std::map<std::string, Node> known_members(const Node& node, const RecordShape& shape);

// All fields of a struct, in the order in which they are documented.
template <typename Owner>
class Record {
 public:
  Record(std::string name, std::vector<Field<Owner>> fields, std::vector<Group> groups = {},
         std::vector<Demand> demands = {})
      : shape_{std::move(name), {}, std::move(groups), std::move(demands)},
        fields_(std::move(fields)) {
    for (const Field<Owner>& field : fields_) shape_.fields.push_back(field.shape);
  }

  const RecordShape& shape() const { return shape_; }

  Owner read(const Node& node) const {
    Owner owner;
    const std::map<std::string, Node> members = known_members(node, shape_);
    for (const Field<Owner>& field : fields_)
      if (const auto member = members.find(field.shape.name); member != members.end())
        field.read(owner, member->second);
    return owner;
  }

 private:
  RecordShape shape_;
  std::vector<Field<Owner>> fields_;
};

}  // namespace zdm::fields
