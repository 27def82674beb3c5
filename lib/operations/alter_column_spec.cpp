#include "operations/alter_column_spec.hpp"

namespace zdm::operations {

const fields::Record<UniqueSpec>& UniqueSpec::record() {
  static const fields::Record<UniqueSpec> record(
      "unique",
      {fields::required("name", &UniqueSpec::name, "the constraint's name, free in the schema")});
  return record;
}

const fields::Record<AlterColumn>& AlterColumn::record() {
  using Spec = AlterColumn;
  static const fields::Record<Spec> record(
      "alter_column",
      {
          fields::required("table", &Spec::table, "the table"),
          fields::required("column", &Spec::column, "the column"),
          fields::optional("type", &Spec::type, "its new type"),
          fields::optional("nullable", &Spec::nullable, "false: NOT NULL, true: NULL is allowed"),
          fields::optional("default", &Spec::default_value, "its new default; null for none"),
          fields::optional("check", &Spec::check, "a CHECK constraint to add"),
          fields::optional("unique", &Spec::unique, "a UNIQUE constraint to add"),
          fields::optional("references", &Spec::references, "a foreign key to add"),
          fields::optional("comment", &Spec::comment, "its new comment; null for none"),
          fields::optional("name", &Spec::name,
                           "its new name, and nothing else: better said by rename_column"),
          fields::unless_blank("up", &Spec::up, "its new value, from a row of the old version"),
          fields::unless_blank("down", &Spec::down, "its old value, from a row of the new version"),
      },
      {{fields::GroupRule::at_least_one,
        {"type", "nullable", "default", "check", "unique", "references", "comment", "name"}}});
  return record;
}

}  // namespace zdm::operations
