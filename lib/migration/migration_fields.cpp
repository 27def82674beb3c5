#include "migration/migration_fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "operations/all.hpp"

namespace zdm {
namespace {

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const OperationKind& kind : operation_kinds()) names.emplace_back(kind.name);
  return names;
}

OperationEntry read_operation(const std::string& name, const fields::Node& node) {
  if (const OperationKind* kind = operation_kind(name)) return {kind->read(node)};
  const std::string meant = name.size() > Identifier::kMaxBytes ? "" : nearest(name, kind_names());
  node.note("unknown-operation", fmt::format("there is no operation \"{}\"", name),
            meant.empty() ? fmt::format("operations are {}", fmt::join(kind_names(), ", "))
                          : fmt::format("did you mean \"{}\"?", meant));
  return {};
}

}  // namespace

const fields::Record<MigrationFields>& MigrationFields::record() {
  using Fields = MigrationFields;
  static const fields::Record<Fields> record(
      "migration",
      {
          fields::optional("$schema", &Fields::schema, "for editors: migration.schema.json"),
          fields::optional("name", &Fields::name, "the file's name without its ending"),
          fields::optional("description", &Fields::description,
                           "why, for the people who read the history"),
          fields::optional("version_schema", &Fields::version_schema,
                           "takes the name's place in the version schema's name"),
          fields::required("operations", &Fields::operations,
                           "what the migration does, in this order; may be empty"),
      });
  return record;
}

}  // namespace zdm

namespace zdm::fields {

SharedShape FieldType<OperationEntry>::shape() {
  RecordShape entry{.name = "operation",
                    .fields = {},
                    .groups = {{GroupRule::exactly_one, kind_names()}},
                    .demands = {}};
  for (const OperationKind& kind : operation_kinds())
    entry.fields.push_back({.name = std::string(kind.name),
                            .doc = std::string(kind.summary),
                            .presence = Presence::optional,
                            .shape = shape_of(kind.shape())});
  return shape_of(std::move(entry));
}

OperationEntry FieldType<OperationEntry>::read(const Node& node) {
  const auto members = node.members();
  if (!node.is_object()) return {};
  if (members.size() != 1) {
    node.note("one-operation",
              members.empty() ? "there is no operation in it" : "holds more than one operation",
              "each operation is an object with one key: {\"add_column\": {…}}");
    return {};
  }
  const auto& [name, member] = *members.begin();
  return read_operation(name, member);
}

}  // namespace zdm::fields
