#include "fields/explain.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace zdm::fields {
namespace {

struct KindText {
  std::string operator()(const NameShape&) const { return "name"; }
  std::string operator()(const TextShape&) const { return "text"; }
  std::string operator()(const TypeShape&) const { return "type"; }
  std::string operator()(const ExpressionShape&) const { return "expression"; }
  std::string operator()(const BooleanShape&) const { return "true or false"; }
  std::string operator()(const ChoiceShape& choice) const {
    return fmt::format("{}", fmt::join(choice.values, " | "));
  }
  std::string operator()(const ListShape& list) const { return "list of " + of(list.element); }
  std::string operator()(const NamedListShape& list) const {
    return "list of " + of(list.element) + " or name, or name: " + of(list.besides_name);
  }
  std::string operator()(const MapShape& map) const { return "column: " + of(map.value); }
  std::string operator()(const OrNullShape& or_null) const {
    return of(or_null.value) + " or null";
  }
  std::string operator()(const RecordShape&) const { return "object"; }

  static std::string of(const SharedShape& shape) { return std::visit(KindText{}, shape->is); }
};

// The record within a shape, if there is one: that of a list's elements, for example.
struct InnerRecord {
  const RecordShape* operator()(const NameShape&) const { return nullptr; }
  const RecordShape* operator()(const TextShape&) const { return nullptr; }
  const RecordShape* operator()(const TypeShape&) const { return nullptr; }
  const RecordShape* operator()(const ExpressionShape&) const { return nullptr; }
  const RecordShape* operator()(const BooleanShape&) const { return nullptr; }
  const RecordShape* operator()(const ChoiceShape&) const { return nullptr; }
  const RecordShape* operator()(const ListShape& list) const { return of(list.element); }
  const RecordShape* operator()(const NamedListShape& list) const { return of(list.element); }
  const RecordShape* operator()(const MapShape& map) const { return of(map.value); }
  const RecordShape* operator()(const OrNullShape& or_null) const { return of(or_null.value); }
  const RecordShape* operator()(const RecordShape& record) const { return &record; }

  static const RecordShape* of(const SharedShape& shape) {
    return std::visit(InnerRecord{}, shape->is);
  }
};

std::string group_text(const Group& group) {
  const char* rule = group.rule == GroupRule::exactly_one ? "exactly one of " : "at least one of ";
  return rule + fmt::format("{}", fmt::join(group.fields, ", "));
}

void write(std::string& text, const RecordShape& shape, std::size_t depth) {
  const std::size_t indent = 2 * depth;
  const std::size_t width = depth < 12 ? 24 - indent : 0;
  for (const FieldShape& field : shape.fields) {
    const std::string star = field.presence == Presence::optional ? "" : "*";
    text += fmt::format("{:{}}{:<{}} {} ({})\n", "", indent, field.name + star, width, field.doc,
                        KindText::of(field.shape));
    if (const RecordShape* inner = InnerRecord::of(field.shape)) write(text, *inner, depth + 1);
  }
  for (const Group& group : shape.groups)
    text += fmt::format("{:{}}{}\n", "", indent, group_text(group));
  for (const Demand& demand : shape.demands)
    text +=
        fmt::format("{:{}}{} {}: with {}\n", "", indent, demand.field, demand.value, demand.needs);
}

}  // namespace

std::string explain_fields(const RecordShape& shape) {
  std::string text;
  write(text, shape, 1);
  return text;
}

}  // namespace zdm::fields
