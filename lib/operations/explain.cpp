#include "operations/explain.hpp"

#include <fmt/format.h>

#include "fields/explain.hpp"
#include "operations/all.hpp"

namespace zdm {

std::string explain(const OperationKind& kind) {
  return fmt::format(
      "{}\n{}\n\nFields (* required)\n{}\nPhases\n  expand    {}\n  contract  {}\n  rollback  {}\n",
      kind.name, kind.summary, fields::explain_fields(kind.shape()), kind.phases.expand,
      kind.phases.contract, kind.phases.rollback);
}

std::string explain_all() {
  std::string text;
  for (const OperationKind& kind : operation_kinds())
    text += fmt::format("{:<27} {}\n", kind.name, kind.summary);
  return text;
}

}  // namespace zdm
