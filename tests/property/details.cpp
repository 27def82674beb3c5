#include "property/details.hpp"

#include <fmt/format.h>

#include <utility>

namespace zdm::property {
namespace {

class Details {
 public:
  Details(MadeTables& made, Random& random, Names& names)
      : made_(made), random_(random), names_(names) {}

  void add() {
    for (Table& table : made_.model.tables) make_indexes(table);
    for (Table& table : made_.model.tables) make_details(table);
  }

 private:
  void define(std::string statement) { made_.definitions.push_back(std::move(statement)); }

  void make_indexes(Table& table) {
    const int count = random_.below(4);
    for (int i = 0; i < count; ++i) make_index(table);
  }

  void make_index(Table& table) {
    Column& column = random_.pick(table.columns);
    if (!column.domain->comparable) return;
    const std::string name = quote(column.name);
    Index index{names_.other("idx"), {column.id}};
    std::string rest = fmt::format("({})", name);
    const int kind = random_.below(9);
    const bool number = column.domain->family == Family::number;
    const bool text = column.domain->family == Family::text;
    if (kind == 0) rest = fmt::format("({} DESC NULLS LAST, rid)", name);
    if (kind == 1) rest = fmt::format("(rid) INCLUDE ({})", name);
    if (kind == 2) rest = fmt::format("({}) WHERE {} IS NOT NULL", name, name);
    if (kind == 3 && text) rest = fmt::format("(lower({}) COLLATE \"C\", rid)", name);
    if (kind == 3 && number) rest = fmt::format("(({} + 1)) WHERE {} > 5", name, name);
    if (kind == 4 && text) rest = fmt::format("({} text_pattern_ops) WITH (fillfactor = 70)", name);
    if (kind == 5 && !column.repeats && column.domain->distinct) {
      define(fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", quote(index.name), quote(table.name),
                         name));
      column.fresh = column.indexed = true;
      table.indexes.push_back(std::move(index));
      return;
    }
    if (kind == 6) rest = fmt::format("USING hash ({})", name);
    if (kind == 7) {
      const auto& other = random_.pick(table.columns);
      if (other.id != column.id && other.domain->comparable) {
        rest = fmt::format("({}, {} DESC)", name, quote(other.name));
        index.columns.push_back(other.id);
        column_of(table, other.id)->indexed = true;
      }
    }
    column.indexed = true;
    column.typed = column.typed || kind == 3 || kind == 4;
    define(fmt::format("CREATE INDEX {} ON {} {}", quote(index.name), quote(table.name), rest));
    if (random_.chance(20))
      define(fmt::format("COMMENT ON INDEX {} IS 'an index'", quote(index.name)));
    if (kind == 3 && (text || number) && random_.chance(50))
      define(fmt::format("ALTER INDEX {} ALTER COLUMN 1 SET STATISTICS 300", quote(index.name)));
    table.indexes.push_back(std::move(index));
  }

  void make_details(Table& table) {
    const std::string name = quote(table.name);
    const auto detail = [&](int percent, const std::string& statement) {
      if (random_.chance(percent)) define(statement);
    };
    detail(20, fmt::format("COMMENT ON TABLE {} IS 'it''s a table'", name));
    detail(20, fmt::format("GRANT SELECT, INSERT ON {} TO app_reader", name));
    detail(5, fmt::format("ALTER TABLE {} REPLICA IDENTITY FULL", name));
    detail(5, fmt::format("ALTER TABLE {} SET (fillfactor = 80)", name));
    for (const Column& column : table.columns) {
      const std::string of = quote(column.name);
      detail(15, fmt::format("COMMENT ON COLUMN {}.{} IS 'about {}'", name, of, column.id));
      detail(8, fmt::format("GRANT SELECT ({}), UPDATE ({}) ON {} TO app_writer", of, of, name));
      detail(8, fmt::format("ALTER TABLE {} ALTER {} SET STATISTICS 200", name, of));
      detail(5, fmt::format("ALTER TABLE {} ALTER {} SET (n_distinct = 7)", name, of));
      if (column.domain->family == Family::text)
        detail(8, fmt::format("ALTER TABLE {} ALTER {} SET STORAGE EXTERNAL", name, of));
    }
    if (random_.chance(5)) make_statistics(table);
  }

  void make_statistics(Table& table) {
    Column& column = random_.pick(table.columns);
    if (!column.domain->comparable || column.name == "rid") return;
    column.pinned = true;
    define(fmt::format("CREATE STATISTICS {} ON rid, {} FROM {}", quote(names_.other("stats")),
                       quote(column.name), quote(table.name)));
  }

  MadeTables& made_;
  Random& random_;
  Names& names_;
};

}  // namespace

void add_details(MadeTables& made, Random& random, Names& names) {
  Details(made, random, names).add();
}

}  // namespace zdm::property
