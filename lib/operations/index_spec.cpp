#include "operations/index_spec.hpp"

namespace zdm::operations {

const fields::Record<OperatorClassSpec>& OperatorClassSpec::record() {
  using Spec = OperatorClassSpec;
  static const fields::Record<Spec> record(
      "operator_class",
      {
          fields::required("name", &Spec::name, "the operator class, as SQL: gist_trgm_ops"),
          fields::optional("params", &Spec::params, "its parameters: siglen = 32"),
      });
  return record;
}

namespace {

// How an element is ordered and compared.
std::vector<fields::Field<IndexElementSpec>> ordering() {
  using Spec = IndexElementSpec;
  return {
      fields::unless_blank("collate", &Spec::collate,
                           "a collation's exact name, or \"schema\".\"name\" in double quotes"),
      fields::optional("opclass", &Spec::opclass, "an operator class other than the type's own"),
      fields::unless_blank("sort", &Spec::sort, "ASC if not said"),
      fields::unless_blank("nulls", &Spec::nulls, "LAST for ASC and FIRST for DESC if not said"),
  };
}

std::vector<fields::Field<IndexElementSpec>> key_and_ordering() {
  using Spec = IndexElementSpec;
  std::vector<fields::Field<Spec>> all{
      fields::optional("column", &Spec::column, "a column of the table"),
      fields::optional("expression", &Spec::expression,
                       "an immutable expression over a row of the table"),
  };
  for (fields::Field<Spec>& each : ordering()) all.push_back(std::move(each));
  return all;
}

}  // namespace

const fields::Record<IndexElementSpec>& IndexElementSpec::record() {
  static const fields::Record<IndexElementSpec> record(
      "index_element", key_and_ordering(),
      {{fields::GroupRule::exactly_one, {"column", "expression"}}});
  return record;
}

const fields::Record<IndexElementSpec>& IndexElementSpec::besides_name() {
  static const fields::Record<IndexElementSpec> record("index_element_of_column", ordering());
  return record;
}

void IndexElementSpec::set_name(const Identifier& name) {
  column = name;
  by_name = true;
}

fields::Location IndexElementSpec::key_at() const {
  return by_name ? at : at.at(column ? "column" : "expression");
}

const fields::Record<CreateIndex>& CreateIndex::record() {
  using Spec = CreateIndex;
  static const fields::Record<Spec> record(
      "create_index",
      {
          fields::required("table", &Spec::table, "the table"),
          fields::required("name", &Spec::name, "the index's name, free in the schema"),
          fields::not_empty("columns", &Spec::columns, "its keys, in this order"),
          fields::optional("method", &Spec::method, "btree if not said"),
          fields::optional("unique", &Spec::unique, "no two rows have the same key"),
          fields::unless_blank("predicate", &Spec::predicate,
                               "only rows that fulfil this are in it"),
          fields::optional("storage_parameters", &Spec::storage_parameters,
                           "as in CREATE INDEX … WITH: fillfactor = 70"),
          fields::optional("include", &Spec::include,
                           "columns that the index carries besides its keys"),
          fields::optional("nulls_not_distinct", &Spec::nulls_not_distinct,
                           "unique: two NULLs are the same value (PostgreSQL 15)"),
      });
  return record;
}

}  // namespace zdm::operations
