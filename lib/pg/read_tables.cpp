#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"
#include "sql/expression.hpp"

namespace zdm::pg {
namespace {

TableDraft table_of(RowCursor row) {
  TableDraft draft;
  Table& table = draft.table;
  draft.oid = row.number<Oid>();
  table.name = row.name();
  table.kind = row.boolean() ? TableKind::partitioned : TableKind::plain;
  table.owner = row.name();
  table.privileges = read_privileges(row.value());
  table.row_security = row.boolean();
  table.has_inheritance_children = row.boolean();
  table.unlogged = row.boolean();
  table.replica_identity = row.text();
  table.replica_identity_index = row.optional_name();
  table.last_column_id = row.number();
  table.estimated_rows = row.number<long long>();
  table.bytes = row.number<long long>();
  table.publications = read_names(row.value());
  return draft;
}

}  // namespace

BoundExpression TableDraft::bind(std::string text) const {
  return bind_columns(SqlExpression(std::move(text)), table.name, column_ids);
}

void TableDrafts::add(TableDraft draft) {
  places_[draft.oid] = drafts_.size();
  drafts_.push_back(std::move(draft));
}

TableDraft* TableDrafts::find(Oid oid) {
  const auto found = places_.find(oid);
  return found == places_.end() ? nullptr : &drafts_[found->second];
}

TableDrafts read_tables(const CatalogQueries& queries, const Comments& comments) {
  TableDrafts drafts;
  for (const Row& row : queries.run(embedded::queries::tables)) {
    TableDraft draft = table_of(RowCursor(row));
    draft.table.id = static_cast<TableId>(drafts.all().size()) + 1;  // the query sorts by name
    draft.table.comment = comments.on_relation(draft.oid);
    drafts.add(std::move(draft));
  }
  return drafts;
}

}  // namespace zdm::pg
