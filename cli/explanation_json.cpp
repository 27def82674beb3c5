#include "explanation_json.hpp"

#include <nlohmann/json.hpp>

namespace zdm::cli {
namespace {

Json record_json(const fields::RecordShape& shape);

// What may stand at a place: its type, and what is in it.
struct ShapeJson {
  Json operator()(const fields::NameShape&) const { return {{"type", "name"}}; }
  Json operator()(const fields::TextShape&) const { return {{"type", "text"}}; }
  Json operator()(const fields::TypeShape&) const { return {{"type", "type"}}; }
  Json operator()(const fields::ExpressionShape&) const { return {{"type", "expression"}}; }
  Json operator()(const fields::BooleanShape&) const { return {{"type", "boolean"}}; }
  Json operator()(const fields::ChoiceShape& choice) const {
    return {{"type", "choice"}, {"values", choice.values}};
  }
  Json operator()(const fields::ListShape& list) const {
    return {{"type", "list"}, {"of", of(list.element)}};
  }
  Json operator()(const fields::NamedListShape& list) const {
    return {
        {"type", "named list"}, {"of", of(list.element)}, {"besidesName", of(list.besides_name)}};
  }
  Json operator()(const fields::MapShape& map) const {
    return {{"type", "map"}, {"of", of(map.value)}};
  }
  Json operator()(const fields::OrNullShape& or_null) const {
    Json json = of(or_null.value);
    json["nullable"] = true;
    return json;
  }
  Json operator()(const fields::RecordShape& record) const { return record_json(record); }

  static Json of(const fields::SharedShape& shape) { return std::visit(ShapeJson{}, shape->is); }
};

Json group_json(const fields::Group& group) {
  const bool one = group.rule == fields::GroupRule::exactly_one;
  return {{"rule", one ? "exactly one of" : "at least one of"}, {"fields", group.fields}};
}

Json record_json(const fields::RecordShape& shape) {
  Json fields = Json::array(), groups = Json::array();
  for (const fields::FieldShape& field : shape.fields) {
    Json json{{"name", field.name},
              {"required", field.presence != fields::Presence::optional},
              {"description", field.doc}};
    json.update(ShapeJson::of(field.shape));
    fields.push_back(std::move(json));
  }
  for (const fields::Group& group : shape.groups) groups.push_back(group_json(group));
  return {{"type", "object"}, {"fields", std::move(fields)}, {"groups", std::move(groups)}};
}

Json example_json(const Example& example) {
  return {{"file", example.file}, {"text", example.text}, {"steps", steps_of(example)}};
}

}  // namespace

Json explanation_json(const Explanation& explanation) {
  const OperationKind& kind = *explanation.kind;
  const Json record = record_json(kind.shape());
  return {{"operation", kind.name},
          {"summary", kind.summary},
          {"fields", record["fields"]},
          {"groups", record["groups"]},
          {"expand", kind.phases.expand},
          {"contract", kind.phases.contract},
          {"rollback", kind.phases.rollback},
          {"example", explanation.example ? example_json(*explanation.example) : Json()}};
}

}  // namespace zdm::cli
