#include "convert/left_out.hpp"

#include <fmt/format.h>

#include "convert/sql_name.hpp"
#include "lint/alter_table.hpp"

namespace zdm::convert {
namespace {

void note(Change& change, Severity severity, std::string code, std::string message,
          std::string hint) {
  change.notes.push_back({change.offset,
                          {.code = std::move(code),
                           .severity = severity,
                           .place = {},
                           .message = std::move(message),
                           .hint = std::move(hint)}});
}

std::string text(const Json& fields, const char* key) { return fields.at(key).get<std::string>(); }

// As SET NOT NULL does: rows keep their values, and one that has none makes the start fail.
void finish_alter_column(Change& change) {
  Json& fields = change.fields;
  const std::string column = text(fields, "column");
  const bool changes_type = fields.contains("type");
  if (changes_type && fields.contains("up") && !fields.contains("down"))
    note(change, Severity::error, "missing-down",
         fmt::format("how the old value of column \"{}\" comes from the new one, nobody can tell "
                     "from the SQL",
                     column),
         fmt::format("fill in \"down\": what clients of the old version see of new values"));
  if (!fields.contains("nullable") || changes_type) return;
  if (fields.at("nullable") == false && !fields.contains("up")) fields["up"] = sql_name(column);
  if (fields.at("nullable") == true && !fields.contains("down"))
    note(change, Severity::error, "missing-down",
         fmt::format("what clients of the old version see where column \"{}\" is NULL, nobody can "
                     "tell from the SQL",
                     column),
         fmt::format("fill in \"down\", such as coalesce({}, …); or {} alone, if new clients write "
                     "no NULL before complete",
                     sql_name(column), sql_name(column)));
}

void finish_add_column(Change& change) {
  const Json& column = change.fields.at("column");
  const bool has_value = column.value("nullable", false) || column.contains("default") ||
                         column.contains("generated") || change.fields.contains("up") ||
                         lint::is_serial(text(column, "type"));
  if (has_value) return;
  note(change, Severity::error, "missing-up",
       fmt::format("column \"{}\" is NOT NULL, and rows that are there have no value for it",
                   text(column, "name")),
       "fill in \"up\", or a \"default\"");
}

void finish_drop_column(Change& change) {
  note(change, Severity::note, "may-need-down",
       fmt::format("column \"{}\" may be NOT NULL without a default: the file does not tell",
                   text(change.fields, "column")),
       "where zdm plan asks for it, fill in \"down\": what clients of the old version see in rows "
       "of new ones");
}

void finish_drop_constraint(Change& change) {
  if (change.fields.contains("down")) return;
  note(change, Severity::error, "missing-down",
       fmt::format("what clients of the old version see where rows break constraint \"{}\", nobody "
                   "can tell from the SQL",
                   text(change.fields, "name")),
       "fill in \"down\": a value that the constraint allows, or the column itself, if new clients "
       "break it only after complete; for several columns, use drop_multicolumn_constraint");
}

void finish_constraint(Change& change) {
  if (change.proven) return;
  note(change, Severity::note, "not-valid",
       fmt::format("constraint \"{}\" is proven as well: rows that break it make the start fail",
                   text(change.fields, "name")),
       "");
}

void finish_sql(Change& change) {
  change.kind = Kind::sql;
  change.fields = Json{{"up", change.sql}};
}

void finish(Change& change) {
  switch (change.kind) {
    case Kind::alter_column:
      return finish_alter_column(change);
    case Kind::add_column:
      return finish_add_column(change);
    case Kind::drop_column:
      return finish_drop_column(change);
    case Kind::drop_constraint:
      return finish_drop_constraint(change);
    case Kind::create_constraint:
      return finish_constraint(change);
    case Kind::create_table:
    case Kind::rename_table:
    case Kind::drop_table:
    case Kind::rename_column:
    case Kind::create_index:
    case Kind::drop_index:
    case Kind::drop_multicolumn_constraint:
    case Kind::rename_constraint:
    case Kind::set_replica_identity:
      return;
    case Kind::sql:
    case Kind::update:
    case Kind::validate_constraint:
    case Kind::use_index:
    case Kind::comment_table:
    case Kind::add_identity:
    case Kind::create_sequence:
    case Kind::own_sequence:
    case Kind::draw_default:
      return finish_sql(change);
  }
}

}  // namespace

void tell_what_is_left_out(std::vector<Change>& changes) {
  for (Change& change : changes) finish(change);
}

}  // namespace zdm::convert
