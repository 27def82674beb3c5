#include "operations/table_constraint.hpp"

#include <fmt/format.h>

#include <utility>

#include "catalog/primary_key.hpp"
#include "operations/exclusion.hpp"
#include "operations/find.hpp"
#include "operations/foreign_key.hpp"
#include "operations/new_constraint.hpp"
#include "operations/sql_fragment.hpp"

namespace zdm::operations {
namespace {

constexpr int kPostgres15 = 150000;

void refuse_where_given(Draft& draft, bool given, const char* key, ConstraintType type,
                        const fields::Location& where) {
  if (given)
    draft.refuse(where.at(key), "bad-value",
                 fmt::format("a constraint of type {} has no \"{}\"", fields::text_of(type), key));
}

// Which keys go with which type.
void refuse_misplaced_keys(Draft& draft, const ConstraintSpec& spec,
                           const fields::Location& where) {
  const ConstraintType type = spec.type;
  const bool check = type == ConstraintType::check;
  const bool foreign = type == ConstraintType::foreign_key;
  const bool unique = type == ConstraintType::unique;
  const bool exclude = type == ConstraintType::exclude;
  refuse_where_given(draft, !check && spec.check, "check", type, where);
  refuse_where_given(draft, !check && spec.no_inherit, "no_inherit", type, where);
  refuse_where_given(draft, check && spec.deferrable, "deferrable", type, where);
  refuse_where_given(draft, !foreign && spec.references, "references", type, where);
  refuse_where_given(draft, !exclude && spec.exclude, "exclude", type, where);
  refuse_where_given(draft, !unique && spec.nulls_not_distinct, "nulls_not_distinct", type, where);
  refuse_where_given(draft, (check || foreign) && spec.index_parameters, "index_parameters", type,
                     where);
  refuse_deferral(draft, spec.deferrable || check, spec.initially_deferred, where);
}

void set_index_parameters(Draft& draft, const Table& table, Index& index,
                          const IndexParametersSpec& spec, const fields::Location& where) {
  index.tablespace = spec.tablespace;
  index.storage_parameters = spec.storage_parameters;
  index.include = find_columns(draft, table, spec.include_columns, where.at("include_columns"));
  if (fields::is_blank(spec.storage_parameters)) return;
  const std::string problem = problem_of_storage_parameters(spec.storage_parameters);
  if (!problem.empty()) draft.refuse(where.at("storage_parameters"), "bad-value", problem);
}

Constraint table_key(Draft& draft, const Table& table, const ConstraintSpec& spec,
                     const fields::Location& where) {
  require_free_key_name(draft, table, spec.name, where.at("name"));
  const bool primary = spec.type == ConstraintType::primary_key;
  if (primary && primary_key_of(table) != nullptr)
    draft.refuse(where, "two-primary-keys",
                 fmt::format("table \"{}\" has a primary key already", table.name.str()));
  const auto columns = find_columns(draft, table, spec.columns, where.at("columns"));
  for (std::size_t i = 0; i < columns.size(); ++i)
    require_equality(draft, *table.column(columns[i]), where.at("columns").at(i));
  Constraint constraint =
      primary ? primary_key(spec.name, columns) : unique_constraint(spec.name, columns);
  Index& index = std::get<KeyConstraint>(constraint.rule).index;
  index.nulls_not_distinct = spec.nulls_not_distinct;
  const int version = draft.before().server_version;
  if (spec.nulls_not_distinct && version > 0 && version < kPostgres15)
    draft.refuse(where.at("nulls_not_distinct"), "server-too-old", "needs PostgreSQL 15");
  if (spec.index_parameters)
    set_index_parameters(draft, table, index, *spec.index_parameters, where.at("index_parameters"));
  return constraint;
}

Constraint table_foreign_key(Draft& draft, const Table& table, const ConstraintSpec& spec,
                             const fields::Location& where) {
  require_free_constraint(draft, table, spec.name, where.at("name"));
  const fields::Location references = where.at("references");
  ForeignKeySpec key{.columns = find_columns(draft, table, spec.columns, where.at("columns")),
                     .references = *spec.references,
                     .table_at = references.at("table"),
                     .columns_at = {},
                     .set_columns_at = references.at("on_delete_set_columns")};
  for (std::size_t i = 0; i < spec.references->columns.size(); ++i)
    key.columns_at.push_back(references.at("columns").at(i));
  Constraint constraint;
  constraint.name = spec.name;
  if (key.columns.size() == spec.columns.size())
    constraint.rule = foreign_key(draft, table, key, references);
  return constraint;
}

Constraint table_exclusion(Draft& draft, const Table& table, const ConstraintSpec& spec,
                           const fields::Location& where) {
  require_free_key_name(draft, table, spec.name, where.at("name"));
  find_columns(draft, table, spec.columns, where.at("columns"));
  ExcludeConstraint exclude = exclusion(draft, table, *spec.exclude, where.at("exclude"));
  exclude.index.name = spec.name;
  if (spec.index_parameters)
    set_index_parameters(draft, table, exclude.index, *spec.index_parameters,
                         where.at("index_parameters"));
  Constraint constraint;
  constraint.name = spec.name;
  constraint.rule = std::move(exclude);
  return constraint;
}

}  // namespace

Table with_table_constraint(Draft& draft, Table table, const ConstraintSpec& spec,
                            const fields::Location& where) {
  const std::size_t findings = draft.findings();
  refuse_misplaced_keys(draft, spec, where);
  if (draft.findings() != findings) return table;
  Constraint constraint;
  switch (spec.type) {
    case ConstraintType::check:
      find_columns(draft, table, spec.columns, where.at("columns"));
      return with_check(draft, std::move(table), {spec.name, *spec.check, spec.no_inherit},
                        where.at("name"), where.at("check"));
    case ConstraintType::unique:
    case ConstraintType::primary_key:
      constraint = table_key(draft, table, spec, where);
      break;
    case ConstraintType::foreign_key:
      constraint = table_foreign_key(draft, table, spec, where);
      break;
    case ConstraintType::exclude:
      constraint = table_exclusion(draft, table, spec, where);
      break;
  }
  constraint.deferrable = spec.deferrable;
  constraint.initially_deferred = spec.initially_deferred;
  return with_constraint(std::move(table), std::move(constraint));
}

}  // namespace zdm::operations
