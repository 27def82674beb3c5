#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fields/record.hpp"
#include "operations/operation.hpp"

namespace zdm {

// One entry of the list of operations: an object whose only key is the operation's kind.
struct OperationEntry {
  std::shared_ptr<const Operation> operation;  // none: it could not be read
};

// The file as a whole.
struct MigrationFields {
  std::string schema;
  std::optional<Identifier> name;
  std::string description;
  std::optional<Identifier> version_schema;
  std::vector<OperationEntry> operations;
  static const fields::Record<MigrationFields>& record();
};

}  // namespace zdm

template <>
struct zdm::fields::FieldType<zdm::OperationEntry> {
  static SharedShape shape();
  static OperationEntry read(const Node& node);
};
