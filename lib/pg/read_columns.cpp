#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"

namespace zdm::pg {
namespace {

std::optional<QualifiedName> optional_qualified_name(RowCursor& row) {
  std::optional<Identifier> schema = row.optional_name();
  std::optional<Identifier> name = row.optional_name();
  if (!schema || !name) return std::nullopt;
  return QualifiedName{*std::move(schema), *std::move(name)};
}

Identity identity_of(const std::string& code) {
  if (code == "a") return Identity::always;
  if (code == "d") return Identity::by_default;
  return Identity::none;
}

// The expression of a generated column is bound when all names are known: until then it stands as
// the default.
Column column_of(RowCursor row) {
  Column column;
  column.id = row.number();
  column.name = row.name();
  column.type.text = row.text();
  column.unmodified_type.text = row.optional_text().value_or(column.type.text);
  column.nullable = !row.boolean();
  column.not_null_name = row.optional_name();
  if (std::optional<std::string> text = row.optional_text())
    column.default_value = SqlExpression(*std::move(text));
  column.identity = identity_of(row.text());
  const std::string generated = row.text();
  if (!generated.empty()) column.generated.emplace();
  column.generated_virtual = generated == "v";
  if (std::optional<QualifiedName> sequence = optional_qualified_name(row))
    column.sequence = OwnedSequence{*std::move(sequence), {}, {}};
  const std::string sequence_options = row.text();
  Privileges sequence_privileges = read_privileges(row.value());
  if (column.sequence) {
    column.sequence->options = sequence_options;
    column.sequence->privileges = std::move(sequence_privileges);
  }
  column.collation = optional_qualified_name(row);
  column.storage = row.text();
  column.compression = row.text();
  column.statistics_target = row.number();
  column.privileges = read_privileges(row.value());
  column.options = row.text();
  return column;
}

void bind_generated_columns(TableDraft& draft) {
  for (Column& column : draft.table.columns) {
    if (!column.generated || !column.default_value) continue;
    column.generated = draft.bind(column.default_value->text());
    column.default_value.reset();
  }
}

}  // namespace

void read_columns(const CatalogQueries& queries, const Comments& comments, TableDrafts& tables) {
  for (const Row& row : queries.run(embedded::queries::columns)) {
    RowCursor cursor(row);
    TableDraft* draft = tables.find(cursor.number<Oid>());
    if (!draft) continue;
    Column column = column_of(cursor);
    column.comment = comments.on_relation(draft->oid, column.id);
    draft->column_ids[column.name] = column.id;
    draft->table.columns.push_back(std::move(column));
  }
  for (TableDraft& draft : tables.all()) bind_generated_columns(draft);
}

}  // namespace zdm::pg
