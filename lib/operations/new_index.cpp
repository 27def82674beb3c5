#include "operations/new_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <utility>

#include "operations/collation.hpp"
#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/index_method.hpp"
#include "operations/sql_fragment.hpp"
#include "operations/type.hpp"

namespace zdm::operations {
namespace {

// As pg_get_indexdef() writes it: only what is not the default.
std::string order_text(const IndexElementSpec& element) {
  const bool descending = element.sort == SortOrder::descending;
  const NullsOrder usual = descending ? NullsOrder::first : NullsOrder::last;
  std::string text = descending ? "DESC" : "";
  if (element.nulls.value_or(usual) == usual) return text;
  if (!text.empty()) text += ' ';
  return text + (usual == NullsOrder::first ? "NULLS LAST" : "NULLS FIRST");
}

std::optional<OperatorClass> operator_class(Draft& draft, const OperatorClassSpec& spec,
                                            const fields::Location& where) {
  OperatorClass made{spec.name, fmt::format("{}", fmt::join(spec.params, ", "))};
  if (const auto problem = problem_of_operator_class(spec.name); !problem.empty())
    draft.refuse(where.at("name"), "bad-value", problem);
  if (spec.params.empty()) return made;
  if (const auto problem = problem_of_storage_parameters(made.parameters); !problem.empty())
    draft.refuse(where.at("params"), "bad-value", problem);
  return made;
}

// An expression of an index has to give the same for the same row, always.
BoundExpression immutable(Draft& draft, const SqlExpression& expression, ExpressionUse use,
                          const Table& table, const fields::Location& where) {
  const std::size_t findings = draft.findings();
  Judged judged = judge_over_row(draft, expression, use, table, {}, where);
  if (draft.findings() == findings &&
      judged.volatility.value_or(Volatility::immutable) != Volatility::immutable)
    draft.refuse(where, "invalid-expression", "an index takes only immutable expressions",
                 "a result must not depend on time, settings or other rows");
  return judged.expression;
}

TypeName set_column(Draft& draft, const Table& table, const CreateIndex& wanted,
                    IndexElement& element, const Identifier& name, const fields::Location& where) {
  const Column* column = find_column(draft, table, name, where);
  if (column == nullptr) return {};
  element.key = column->id;
  const bool compares = wanted.method == IndexMethod::btree || wanted.method == IndexMethod::hash;
  if (compares && !element.opclass && !facts_of_type(draft, *column).has_equality)
    draft.refuse(where, "bad-value",
                 fmt::format("type {} cannot be compared, as a {} index has to", column->type.text,
                             fields::text_of(wanted.method)));
  return column->type;
}

IndexElement new_element(Draft& draft, const Table& table, const CreateIndex& wanted,
                         const IndexElementSpec& spec) {
  IndexElement element;
  element.order = order_text(spec);
  if (spec.opclass) element.opclass = operator_class(draft, *spec.opclass, spec.at.at("opclass"));
  TypeName type;
  if (spec.column) type = set_column(draft, table, wanted, element, *spec.column, spec.key_at());
  if (spec.expression)
    element.key =
        immutable(draft, *spec.expression, ExpressionUse::index_key, table, spec.key_at());
  if (spec.collate)
    element.collation = find_collation(draft, *spec.collate, type, spec.at.at("collate"));
  return element;
}

}  // namespace

Index new_index(Draft& draft, const Table& table, const CreateIndex& wanted) {
  refuse_by_method(draft, wanted);
  const fields::Location& where = draft.location();
  Index index;
  index.name = wanted.name;
  index.method = fields::text_of(wanted.method);
  index.unique = wanted.unique;
  index.nulls_not_distinct = wanted.nulls_not_distinct;
  for (const IndexElementSpec& element : wanted.columns)
    index.elements.push_back(new_element(draft, table, wanted, element));
  index.include = find_columns(draft, table, wanted.include, where.at("include"));
  if (wanted.predicate)
    index.predicate =
        immutable(draft, *wanted.predicate, ExpressionUse::condition, table, where.at("predicate"));
  if (fields::is_blank(wanted.storage_parameters)) return index;
  index.storage_parameters = wanted.storage_parameters;
  const std::string problem = problem_of_storage_parameters(wanted.storage_parameters);
  if (!problem.empty()) draft.refuse(where.at("storage_parameters"), "bad-value", problem);
  return index;
}

}  // namespace zdm::operations
