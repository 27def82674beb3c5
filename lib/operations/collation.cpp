#include "operations/collation.hpp"

#include "operations/sql_fragment.hpp"
#include "sql/sql.hpp"

namespace zdm::operations {

std::optional<QualifiedName> find_collation(Draft& draft, const std::string& text,
                                            const TypeName& type, const fields::Location& where) {
  const std::optional<QualifiedName> name = collation_name(text);
  if (!name || !name->name.problem().empty()) {
    draft.refuse(where, "bad-name", "this is no collation's name",
                 "write C, or \"schema\".\"name\" with both in double quotes");
    return std::nullopt;
  }
  if (type.text.empty()) return name;
  const Sql collated = sql("NULL::{} COLLATE {}", type, *name);
  const ExpressionFacts* answer =
      draft.ask(ExpressionQuestion{collated.text(), ExpressionUse::default_value, {}, {}, type});
  if (answer != nullptr && !answer->error.empty())
    draft.refuse(where, "missing-collation", answer->error);
  return name;
}

}  // namespace zdm::operations
