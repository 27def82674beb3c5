#include "operations/beyond_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "operations/given_name.hpp"
#include "operations/index_spec.hpp"

namespace zdm::operations {
namespace {

class Found {
 public:
  explicit Found(std::string of) : of_(std::move(of)) {}

  void add_if(bool there, const char* what) {
    if (there) texts_.push_back(fmt::format("{} of {}", what, of_));
  }
  void add_itself() { texts_.push_back(of_); }
  void add(std::vector<std::string> more) {
    std::move(more.begin(), more.end(), std::back_inserter(texts_));
  }
  std::vector<std::string> texts() { return std::move(texts_); }

 private:
  std::string of_;
  std::vector<std::string> texts_;
};

bool has_method(const Index& index) {
  const auto& methods = fields::Choices<IndexMethod>::values;
  return std::any_of(methods.begin(), methods.end(),
                     [&](const auto& method) { return method.second == index.method; });
}

bool has_statistics_target(const Index& index) {
  return std::any_of(index.elements.begin(), index.elements.end(),
                     [](const IndexElement& each) { return each.statistics_target >= 0; });
}

// A sequence that is made anew has the usual name, and nothing that was set by hand.
bool has_unusual_sequence(const Column& column, const Table& table) {
  if (!column.sequence) return false;
  const OwnedSequence& sequence = *column.sequence;
  const bool is_usual = column.identity != Identity::none || is_serial(column);
  return !is_usual || !sequence.privileges.empty() ||
         sequence.name.name != given_name({table.name.str(), column.name.str(), "seq"}) ||
         (column.identity == Identity::none && !sequence.options.empty());
}

bool has_unusual_not_null(const Column& column, const Table& table) {
  return column.not_null_name &&
         *column.not_null_name != given_name({table.name.str(), column.name.str(), "not_null"});
}

bool is_inherited(const Table& table) {
  return table.has_inheritance_children ||
         std::any_of(table.dependents.begin(), table.dependents.end(),
                     [](const Dependent& each) { return each.column == 0; });
}

void add_settings(Found& found, const Index& index) {
  found.add_if(index.comment.has_value(), "the comment");
  found.add_if(index.clustered, "the CLUSTER mark");
  found.add_if(has_statistics_target(index), "the statistics target");
}

const Index* index_of(const Constraint& constraint) {
  if (const auto* key = std::get_if<KeyConstraint>(&constraint.rule)) return &key->index;
  const auto* exclude = std::get_if<ExcludeConstraint>(&constraint.rule);
  return exclude != nullptr ? &exclude->index : nullptr;
}

}  // namespace

bool draws_from_its_own(const Column& column) {
  return column.sequence && column.identity == Identity::none && column.default_value &&
         column.default_value->text().starts_with("nextval(");
}

bool is_serial(const Column& column) {
  const std::string& type = column.type.text;
  return draws_from_its_own(column) && !column.nullable &&
         (type == "smallint" || type == "integer" || type == "bigint");
}

bool has_fields(const Index& index) { return has_method(index); }

bool has_fields(const Constraint& constraint) {
  const auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
  return key == nullptr || key->references.has_value();
}

std::vector<std::string> beyond_fields(const Column& column, const Table& table) {
  Found found(fmt::format("column \"{}\" of table \"{}\"", column.name.str(), table.name.str()));
  found.add_if(!column.storage.empty(), "the storage");
  found.add_if(!column.compression.empty(), "the compression");
  found.add_if(column.statistics_target >= 0, "the statistics target");
  found.add_if(!column.options.empty(), "the settings");
  found.add_if(!column.privileges.empty(), "the privileges");
  found.add_if(column.generated_virtual, "the VIRTUAL form");
  found.add_if(has_unusual_sequence(column, table),
               "the name, settings or privileges of the sequence");
  found.add_if(has_unusual_not_null(column, table), "the name of the NOT NULL");
  return found.texts();
}

std::vector<std::string> beyond_fields(const Index& index) {
  Found found(fmt::format("index \"{}\"", index.name.str()));
  if (!has_fields(index)) {
    found.add_itself();
    return found.texts();
  }
  add_settings(found, index);
  found.add_if(index.tablespace.has_value(), "the tablespace");
  return found.texts();
}

std::vector<std::string> beyond_fields(const Constraint& constraint) {
  Found found(fmt::format("constraint \"{}\"", constraint.name.str()));
  if (!has_fields(constraint)) {
    found.add_itself();
    return found.texts();
  }
  found.add_if(constraint.comment.has_value(), "the comment");
  found.add_if(!constraint.validated, "the NOT VALID mark");
  if (const Index* index = index_of(constraint)) add_settings(found, *index);
  return found.texts();
}

std::vector<std::string> beyond_fields(const Table& table, const Privileges& usual) {
  Found found(fmt::format("table \"{}\"", table.name.str()));
  found.add_if(table.privileges != usual, "the privileges");
  found.add_if(table.unlogged, "the UNLOGGED form");
  found.add_if(table.row_security || table.force_row_security, "the row security");
  found.add_if(!table.triggers.empty(), "the triggers");
  found.add_if(!table.statistics.empty(), "the extended statistics");
  found.add_if(!table.publications.empty(), "the place in publications");
  found.add_if(is_inherited(table), "the inheritance or type");
  for (const Column& column : table.columns) found.add(beyond_fields(column, table));
  for (const Index& index : table.indexes) found.add(beyond_fields(index));
  for (const Constraint& each : table.constraints) found.add(beyond_fields(each));
  return found.texts();
}

}  // namespace zdm::operations
