#include "operations/reference_spec.hpp"

namespace zdm::operations {
namespace {

constexpr const char* kOnDelete = "what happens to the row when the one it points to goes";
constexpr const char* kOnUpdate = "what happens when the key that it points to changes";
constexpr const char* kMatchType = "how NULLs count in a key of several columns";

}  // namespace

const fields::Record<ColumnReferenceSpec>& ColumnReferenceSpec::record() {
  using Spec = ColumnReferenceSpec;
  static const fields::Record<Spec> record(
      "reference",
      {
          fields::required("name", &Spec::name, "the constraint's name, free in its table"),
          fields::required("table", &Spec::table, "the table that it points to"),
          fields::required("column", &Spec::column, "a unique column of that table"),
          fields::optional("on_delete", &Spec::on_delete, kOnDelete),
          fields::optional("on_update", &Spec::on_update, kOnUpdate),
          fields::optional("match_type", &Spec::match_type, kMatchType),
          fields::optional("deferrable", &Spec::deferrable,
                           "may be checked at the end of the transaction"),
          fields::optional("initially_deferred", &Spec::initially_deferred,
                           "is checked at the end if not said otherwise"),
      });
  return record;
}

const fields::Record<TableReferenceSpec>& TableReferenceSpec::record() {
  using Spec = TableReferenceSpec;
  static const fields::Record<Spec> record(
      "table_reference",
      {
          fields::required("table", &Spec::table, "the table that it points to"),
          fields::not_empty("columns", &Spec::columns, "a unique key of that table"),
          fields::optional("on_delete", &Spec::on_delete, kOnDelete),
          fields::optional("on_delete_set_columns", &Spec::on_delete_set_columns,
                           "the columns that SET NULL or SET DEFAULT sets; all if not said"),
          fields::optional("on_update", &Spec::on_update, kOnUpdate),
          fields::optional("match_type", &Spec::match_type, kMatchType),
      });
  return record;
}

}  // namespace zdm::operations
