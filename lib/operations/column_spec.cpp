#include "operations/column_spec.hpp"

namespace zdm::operations {

const fields::Record<CheckSpec>& CheckSpec::record() {
  static const fields::Record<CheckSpec> record(
      "check",
      {
          fields::required("name", &CheckSpec::name, "the constraint's name, free in its table"),
          fields::required("constraint", &CheckSpec::constraint,
                           "what every row must fulfil: true or null"),
          fields::optional("no_inherit", &CheckSpec::no_inherit,
                           "does not hold for tables that inherit from this one"),
      });
  return record;
}

const fields::Record<IdentitySpec>& IdentitySpec::record() {
  static const fields::Record<IdentitySpec> record(
      "identity",
      {
          fields::optional("user_specified_values", &IdentitySpec::user_specified_values,
                           "may an INSERT give the value itself? ALWAYS (no) if not said"),
          fields::optional("sequence_options", &IdentitySpec::sequence_options,
                           "as in CREATE SEQUENCE: START WITH 100 INCREMENT BY 10"),
      });
  return record;
}

const fields::Record<GeneratedSpec>& GeneratedSpec::record() {
  static const fields::Record<GeneratedSpec> record(
      "generated",
      {
          fields::optional("expression", &GeneratedSpec::expression,
                           "computed from the other columns of the row at each write"),
          fields::optional("identity", &GeneratedSpec::identity, "the next number of a sequence"),
      },
      {{fields::GroupRule::exactly_one, {"expression", "identity"}}});
  return record;
}

const fields::Record<ColumnSpec>& ColumnSpec::record() {
  static const fields::Record<ColumnSpec> record(
      "column",
      {
          fields::required("name", &ColumnSpec::name, "the column's name"),
          fields::required("type", &ColumnSpec::type, "its type, serial types included"),
          fields::optional("nullable", &ColumnSpec::nullable, "may it be NULL? No if not said"),
          fields::optional("pk", &ColumnSpec::pk, "part of the primary key"),
          fields::optional("unique", &ColumnSpec::unique, "no two rows have the same value"),
          fields::optional("default", &ColumnSpec::default_value,
                           "the value where an INSERT gives none"),
          fields::optional("check", &ColumnSpec::check, "a CHECK constraint"),
          fields::optional("references", &ColumnSpec::references, "a foreign key"),
          fields::optional("comment", &ColumnSpec::comment, "PostgreSQL's comment on the column"),
          fields::optional("generated", &ColumnSpec::generated, "a value that nobody writes"),
          fields::optional("collate", &ColumnSpec::collate,
                           "a collation's exact name, or \"schema\".\"name\" in double quotes"),
      });
  return record;
}

}  // namespace zdm::operations
