#include "operations/constraint_spec.hpp"

namespace zdm::operations {

const fields::Record<IndexParametersSpec>& IndexParametersSpec::record() {
  using Spec = IndexParametersSpec;
  static const fields::Record<Spec> record(
      "index_parameters",
      {
          fields::optional("tablespace", &Spec::tablespace, "where the index is stored"),
          fields::optional("storage_parameters", &Spec::storage_parameters,
                           "as in CREATE INDEX … WITH: fillfactor = 70"),
          fields::optional("include_columns", &Spec::include_columns,
                           "columns that the index carries besides its key"),
      });
  return record;
}

const fields::Record<ExcludeSpec>& ExcludeSpec::record() {
  using Spec = ExcludeSpec;
  static const fields::Record<Spec> record(
      "exclude", {
                     fields::required("index_method", &Spec::index_method, "gist, as a rule"),
                     fields::required("elements", &Spec::elements,
                                      "as in EXCLUDE (…): room WITH =, during WITH &&"),
                     fields::unless_blank("predicate", &Spec::predicate,
                                          "only rows that fulfil this exclude each other"),
                 });
  return record;
}

std::vector<fields::Field<ConstraintSpec>> ConstraintSpec::all_fields() {
  using Spec = ConstraintSpec;
  return {
      fields::required("name", &Spec::name, "the constraint's name, free in its table"),
      fields::required("type", &Spec::type, "what it demands"),
      fields::optional("columns", &Spec::columns,
                       "its columns; a check and an exclude need not name them"),
      fields::optional("check", &Spec::check, "check: what every row must fulfil"),
      fields::optional("references", &Spec::references, "foreign_key: what it points to"),
      fields::optional("exclude", &Spec::exclude, "exclude: what no two rows may have in common"),
      fields::optional("no_inherit", &Spec::no_inherit,
                       "check: does not hold for tables that inherit from this one"),
      fields::optional("deferrable", &Spec::deferrable,
                       "may be checked at the end of the transaction"),
      fields::optional("initially_deferred", &Spec::initially_deferred,
                       "is checked at the end if not said otherwise"),
      fields::optional("nulls_not_distinct", &Spec::nulls_not_distinct,
                       "unique: two NULLs are the same value (PostgreSQL 15)"),
      fields::optional("index_parameters", &Spec::index_parameters,
                       "unique, primary_key, exclude: how the index is made"),
  };
}

std::vector<fields::Demand> ConstraintSpec::demands() {
  return {{"type", "unique", "columns"},      {"type", "primary_key", "columns"},
          {"type", "foreign_key", "columns"}, {"type", "foreign_key", "references"},
          {"type", "check", "check"},         {"type", "exclude", "exclude"}};
}

const fields::Record<ConstraintSpec>& ConstraintSpec::record() {
  static const fields::Record<ConstraintSpec> record("table_constraint", all_fields(), {},
                                                     demands());
  return record;
}

}  // namespace zdm::operations
