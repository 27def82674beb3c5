#pragma once

#include <memory>
#include <string_view>

#include "fields/node.hpp"
#include "fields/shape.hpp"
#include "operations/operation.hpp"

namespace zdm {

// What the phases do to an operation's tables, one line each, for the documentation.
struct PhaseNotes {
  std::string_view expand;
  std::string_view contract;
  std::string_view rollback;
};

// One kind of operation: all that is known of it before one is read.
struct OperationKind {
  std::string_view name;     // "add_column", its key in a migration file
  std::string_view summary;  // one line
  PhaseNotes phases;
  fields::RecordShape (*shape)();
  // The operation that stands there. With a mistake, which is noted, none.
  std::shared_ptr<const Operation> (*read)(const fields::Node& node);
};

}  // namespace zdm
