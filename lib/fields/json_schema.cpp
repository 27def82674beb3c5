#include "fields/json_schema.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "core/identifier.hpp"

namespace zdm::fields {
namespace {

using nlohmann::ordered_json;

class Writer {
 public:
  ordered_json document(const RecordShape& shape) {
    ordered_json schema = record(shape);
    ordered_json& defs = schema["$defs"] = ordered_json::object();
    for (auto& [name, definition] : definitions_) defs[name] = std::move(definition);
    return schema;
  }

  ordered_json operator()(const NameShape&) {
    // Bytes, really; no more characters than bytes in any case.
    return {{"type", "string"}, {"minLength", 1}, {"maxLength", Identifier::kMaxBytes}};
  }
  ordered_json operator()(const TextShape&) { return {{"type", "string"}}; }
  ordered_json operator()(const TypeShape&) { return {{"type", "string"}, {"minLength", 1}}; }
  ordered_json operator()(const ExpressionShape&) { return {{"type", "string"}}; }
  ordered_json operator()(const BooleanShape&) { return {{"type", "boolean"}}; }
  ordered_json operator()(const ChoiceShape& choice) {
    return {{"type", "string"}, {"enum", choice.values}};
  }
  ordered_json operator()(const ListShape& list) {
    return {{"type", "array"}, {"items", of(*list.element)}};
  }
  ordered_json operator()(const NamedListShape& list) {
    const ordered_json name = (*this)(NameShape{});
    const ordered_json elements{{"anyOf", ordered_json::array({of(*list.element), name})}};
    return {
        {"anyOf", ordered_json::array({{{"type", "array"}, {"items", elements}, {"minItems", 1}},
                                       {{"type", "object"},
                                        {"additionalProperties", or_null(of(*list.besides_name))},
                                        {"minProperties", 1}}})}};
  }
  ordered_json operator()(const MapShape& map) {
    return {{"type", "object"}, {"additionalProperties", of(*map.value)}};
  }
  ordered_json operator()(const OrNullShape& or_null) {
    ordered_json schema = of(*or_null.value);
    schema["type"] = {schema["type"], "null"};
    return schema;
  }
  ordered_json operator()(const RecordShape& shape) {
    if (!definitions_.contains(shape.name)) {
      ordered_json definition = record(shape);
      definitions_[shape.name] = std::move(definition);
    }
    return {{"$ref", "#/$defs/" + shape.name}};
  }

 private:
  ordered_json of(const Shape& shape) { return std::visit(*this, shape.is); }

  ordered_json field(const FieldShape& shape) {
    ordered_json schema{{"description", shape.doc}};
    schema.update(of(*shape.shape));
    if (shape.presence == Presence::not_empty && schema.contains("items")) schema["minItems"] = 1;
    if (shape.may_be_blank) allow_blank(schema);
    return schema;
  }

  static ordered_json or_null(const ordered_json& schema) {
    return {{"anyOf", ordered_json::array({schema, {{"type", "null"}}})}};
  }

  static void allow_blank(ordered_json& schema) {
    schema.erase("minLength");
    if (schema.contains("enum")) schema["enum"].push_back("");
  }

  ordered_json record(const RecordShape& shape) {
    ordered_json schema{{"type", "object"}, {"additionalProperties", false}};
    ordered_json& properties = schema["properties"] = ordered_json::object();
    ordered_json required = ordered_json::array();
    for (const FieldShape& each : shape.fields) {
      properties[each.name] = field(each);
      if (each.presence != Presence::optional) required.push_back(each.name);
    }
    if (!required.empty()) schema["required"] = required;
    for (const Group& each : shape.groups) add_group(schema, each);
    for (const Demand& each : shape.demands) schema["allOf"].push_back(demand(shape, each));
    return schema;
  }

  static ordered_json demand(const RecordShape& shape, const Demand& demand) {
    ordered_json then{{"required", ordered_json::array({demand.needs})}};
    for (const FieldShape& each : shape.fields)
      if (each.name == demand.needs && std::holds_alternative<ListShape>(each.shape->is))
        then["properties"][demand.needs]["minItems"] = 1;
    return {{"if",
             {{"properties", {{demand.field, {{"const", demand.value}}}}},
              {"required", ordered_json::array({demand.field})}}},
            {"then", then}};
  }

  static void add_group(ordered_json& schema, const Group& group) {
    ordered_json alternatives = ordered_json::array();
    for (const std::string& name : group.fields)
      alternatives.push_back({{"required", ordered_json::array({name})}});
    switch (group.rule) {
      case GroupRule::exactly_one:
        schema["oneOf"] = alternatives;
        return;
      case GroupRule::at_least_one:
        schema["anyOf"] = alternatives;
        return;
    }
  }

  std::map<std::string, ordered_json> definitions_;
};

}  // namespace

ordered_json json_schema_of(const RecordShape& document) { return Writer().document(document); }

}  // namespace zdm::fields
