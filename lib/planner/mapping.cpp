#include "planner/mapping.hpp"

namespace zdm::planner {
namespace {

std::optional<Identifier> name_in(const Table* table, ColumnId id) {
  const Column* column = table == nullptr ? nullptr : table->column(id);
  return column == nullptr ? std::nullopt : std::optional(column->name);
}

MappedColumn mapped(const TableChange& change, ColumnId id) {
  return {.physical = change.physical_name(id),
          .old_name = name_in(change.before, id),
          .new_name = name_in(change.after, id)};
}

std::optional<Identifier> name_of(const Table* table) {
  return table == nullptr ? std::nullopt : std::optional(table->name);
}

MappedTable mapped(const TableChange& change) {
  MappedTable table{.physical = change.physical,
                    .old_name = name_of(change.before),
                    .new_name = name_of(change.after),
                    .columns = {}};
  if (change.before != nullptr)
    for (const Column& column : change.before->columns)
      table.columns.push_back(mapped(change, column.id));
  for (const Column* column : change.new_columns())
    table.columns.push_back(mapped(change, column->id));
  return table;
}

}  // namespace

std::vector<MappedTable> mapped_tables(const std::vector<TableChange>& changes) {
  std::vector<MappedTable> tables;
  for (const TableChange& change : changes) tables.push_back(mapped(change));
  return tables;
}

}  // namespace zdm::planner
