#include "convert/written_order.hpp"

#include "fields/shape.hpp"
#include "migration/migration_fields.hpp"

namespace zdm::convert {
namespace {

using Json = nlohmann::ordered_json;

Json ordered(const Json& value, const fields::Shape& shape);

Json in_order_of(const Json& value, const fields::RecordShape& shape) {
  if (!value.is_object()) return value;
  Json made = Json::object();
  for (const fields::FieldShape& field : shape.fields)
    if (value.contains(field.name)) made[field.name] = ordered(value.at(field.name), *field.shape);
  return made;
}

Json ordered(const Json& value, const fields::Shape& shape) {
  if (const auto* record = std::get_if<fields::RecordShape>(&shape.is))
    return in_order_of(value, *record);
  if (const auto* list = std::get_if<fields::ListShape>(&shape.is)) {
    Json made = Json::array();
    for (const Json& element : value) made.push_back(ordered(element, *list->element));
    return made;
  }
  return value;
}

}  // namespace

Json in_written_order(const Json& migration) {
  return in_order_of(migration, MigrationFields::record().shape());
}

}  // namespace zdm::convert
