#include "fields/record.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace zdm::fields {
namespace {

std::vector<std::string> names_of(const RecordShape& shape) {
  std::vector<std::string> names;
  for (const FieldShape& field : shape.fields) names.push_back(field.name);
  return names;
}

void note_unknown(const Node& member, const std::string& key,
                  const std::vector<std::string>& known) {
  const std::string meant = key.size() > Identifier::kMaxBytes ? "" : nearest(key, known);
  member.note("unknown-key", "unknown key",
              meant.empty() ? fmt::format("keys are {}", fmt::join(known, ", "))
                            : fmt::format("did you mean \"{}\"?", meant));
}

void note_missing(const Node& node, const RecordShape& shape,
                  const std::map<std::string, Node>& members) {
  for (const FieldShape& field : shape.fields)
    if (field.presence != Presence::optional && !members.contains(field.name))
      node.note("missing-key", fmt::format("the key \"{}\" is missing", field.name), field.doc);
}

void note_group(const Node& node, const Group& group, const std::map<std::string, Node>& members) {
  const auto given = std::count_if(group.fields.begin(), group.fields.end(),
                                   [&](const std::string& name) { return members.contains(name); });
  const std::string names = fmt::format("{}", fmt::join(group.fields, ", "));
  switch (group.rule) {
    case GroupRule::exactly_one:
      if (given != 1) node.note("missing-key", "exactly one of these keys is needed: " + names);
      return;
    case GroupRule::at_least_one:
      if (given == 0) node.note("missing-key", "at least one of these keys is needed: " + names);
      return;
  }
}

void note_demand(const Node& node, const Demand& demand,
                 const std::map<std::string, Node>& members) {
  const auto field = members.find(demand.field);
  if (field == members.end() || !field->second.is_text(demand.value)) return;
  const auto needed = members.find(demand.needs);
  if (needed == members.end())
    node.note("missing-key", fmt::format("{} \"{}\" needs the key \"{}\"", demand.field,
                                         demand.value, demand.needs));
  else if (needed->second.is_empty_list())
    needed->second.note("empty-list", "must hold at least one");
}

}  // namespace

std::map<std::string, Node> known_members(const Node& node, const RecordShape& shape) {
  std::map<std::string, Node> members = node.members();
  const std::vector<std::string> known = names_of(shape);
  for (const auto& [key, member] : members)
    if (std::find(known.begin(), known.end(), key) == known.end()) note_unknown(member, key, known);
  if (!node.is_object()) return members;
  note_missing(node, shape, members);
  for (const Group& group : shape.groups) note_group(node, group, members);
  for (const Demand& demand : shape.demands) note_demand(node, demand, members);
  return members;
}

}  // namespace zdm::fields
