#include "property/migration.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "property/migration_maker.hpp"

namespace zdm::property {
namespace {

// A value for each row, told by its rid; for columns that clients of the new version do not give.
std::string from_rid(const Domain& domain) {
  if (domain.family == Family::number) return "rid + 20000";
  if (domain.family == Family::text) return "'d' || rid";
  if (domain.name == "uuid") return "lpad(rid::text, 32, '0')::uuid";
  return {};
}

}  // namespace

MadeMigration make_migration(const Model& before, Random& random, Names& names) {
  return MigrationMaker(before, random, names).run();
}

MadeMigration MigrationMaker::run() {
  const auto count = static_cast<std::size_t>(random_.between(1, 6));
  for (int attempt = 0; made_.steps.size() < count && attempt < 60; ++attempt) make_operation();
  if (random_.chance(8)) comment_at_complete(random_.pick(made_.after.tables));
  return std::move(made_);
}

void MigrationMaker::make_operation() {
  const int kind = random_.below(100);
  Table& table = random_.pick(made_.after.tables);
  if (kind < 28) return alter_column(table);
  if (kind < 50) return add_column(table);
  if (kind < 60) return drop_column(table);
  if (kind < 72) return rename_column(table);
  if (kind < 77) return rename_table(table);
  if (kind < 86) return create_index(table);
  if (kind < 90) return drop_index(table);
  if (kind < 96) return create_table();
  return drop_table(table);
}

void MigrationMaker::add(const char* kind, Json fields, std::vector<std::string> down_reads) {
  made_.steps.push_back({Json{{kind, std::move(fields)}}, std::move(down_reads)});
}

std::string MigrationMaker::reference(const Table& table, const Column& column) {
  return (random_.chance(15) ? quote(table.name) + "." : "") + quote(column.name);
}

std::string MigrationMaker::somehow(const std::string& expression) {
  return random_.chance(12) ? "SELECT " + expression : expression;
}

std::string MigrationMaker::some_value(const Domain& domain) {
  return value(domain, names_.number());
}

Json MigrationMaker::described(const Column& column) {
  Json spec{{"name", column.name}, {"type", column.domain->type}, {"nullable", !column.not_null}};
  if (!column.default_value.empty()) spec["default"] = column.default_value;
  return spec;
}

Json MigrationMaker::altered(const Table& table, const Column& column) {
  return {{"table", table.name}, {"column", column.name}};
}

Json MigrationMaker::check_on(Column& column) {
  std::string condition = quote(column.name) + " IS NOT NULL OR rid > 0";
  if (column.domain->family == Family::number) {
    condition = quote(column.name) + " > -100000";
    column.typed = true;
  }
  return {{"name", names_.other("check")}, {"constraint", condition}};
}

void MigrationMaker::rename_column(Table& table) {
  Column* column = find(table, [](const Column&) { return true; });
  if (column == nullptr) return;
  const std::string to = names_.column();
  add("rename_column", {{"table", table.name}, {"from", column->name}, {"to", to}});
  column->name = to;
}

void MigrationMaker::drop_column(Table& table) {
  if (table.columns.size() < 3) return;
  Column* column = find(table, [](const Column& c) { return !c.pinned && !c.referenced; });
  if (column == nullptr) return;
  Json fields = altered(table, *column);
  const bool needs_down =
      column->not_null && column->default_value.empty() && column->source == Source::given;
  if (needs_down || (column->source == Source::given && random_.chance(30))) {
    const std::string down = down_of_dropped(*column);
    if (down.empty()) return;
    fields["down"] = somehow(down);
  }
  add("drop_column", std::move(fields));
  const int id = column->id;
  std::erase_if(table.indexes, [&](const Index& index) {
    return std::find(index.columns.begin(), index.columns.end(), id) != index.columns.end();
  });
  std::erase_if(table.columns, [&](const Column& c) { return c.id == id; });
}

std::string MigrationMaker::down_of_dropped(const Column& column) {
  if (!column.numbers.empty()) return value(*column.domain, random_.pick(column.numbers));
  return column.fresh ? from_rid(*column.domain) : some_value(*column.domain);
}

void MigrationMaker::create_index(Table& table) {
  Column* column = find(table, [](const Column& c) { return c.domain->comparable; });
  if (column == nullptr) return;
  Json fields{{"table", table.name}, {"name", names_.other("idx")}};
  Json element{{"column", column->name}};
  const bool text = column->domain->family == Family::text;
  const bool number = column->domain->family == Family::number;
  if ((text || number) && random_.chance(25)) {
    element = {{"expression", text ? fmt::format("lower({})", quote(column->name))
                                   : quote(column->name) + " + 1"}};
    column->typed = true;
  } else if (random_.chance(30)) {
    element["sort"] = random_.chance(70) ? "DESC" : "ASC";
    if (random_.chance(50)) element["nulls"] = "LAST";
  }
  if (text && random_.chance(20)) element["collate"] = "C";
  fields["columns"] = {element};
  if (random_.chance(30)) fields["columns"].push_back({{"column", "rid"}});
  if (random_.chance(20)) fields["predicate"] = quote(column->name) + " IS NOT NULL";
  if (random_.chance(20)) fields["include"] = {"rid"};
  if (random_.chance(15)) fields["storage_parameters"] = "fillfactor = 70";
  if (random_.chance(20) && !column->repeats && !column->drawn && column->numbers.empty()) {
    fields["unique"] = true;
    column->fresh = true;
  }
  column->indexed = true;
  table.indexes.push_back({fields["name"], {column->id}});
  add("create_index", std::move(fields));
}

void MigrationMaker::drop_index(Table& table) {
  if (table.indexes.empty()) return;
  const auto at = table.indexes.begin() + random_.below(static_cast<int>(table.indexes.size()));
  add("drop_index", {{"name", at->name}});
  table.indexes.erase(at);
}

void MigrationMaker::rename_table(Table& table) {
  const std::string to = names_.table();
  add("rename_table", {{"from", table.name}, {"to", to}});
  table.name = to;
}

void MigrationMaker::create_table() {
  Table table{.id = names_.id(), .name = names_.table(), .made = true};
  Json columns = Json::array({{{"name", "rid"}, {"type", "integer"}, {"pk", true}}});
  table.columns.push_back(rid_column(names_.id()));
  table.key_is_rid = true;
  const int count = random_.between(1, 4);
  for (int i = 0; i < count; ++i) {
    Column column{.id = names_.id(), .name = names_.column(), .domain = &random_.pick(domains())};
    if (random_.chance(30)) set_constant(column);
    column.repeats = column.repeats || !column.domain->distinct;
    columns.push_back(described(column));
    if (random_.chance(15)) columns.back()["check"] = check_on(column);
    if (random_.chance(15)) columns.back()["comment"] = "made";
    table.columns.push_back(std::move(column));
  }
  Json fields{{"name", table.name}, {"columns", std::move(columns)}};
  if (random_.chance(20)) fields["comment"] = "a table";
  add("create_table", std::move(fields));
  made_.after.tables.push_back(std::move(table));
}

void MigrationMaker::drop_table(Table& table) {
  if (table.referenced || table.made || made_.after.tables.size() < 2) return;
  add("drop_table", {{"name", table.name}});
  const int id = table.id;
  std::erase_if(made_.after.tables, [&](const Table& t) { return t.id == id; });
}

void MigrationMaker::comment_at_complete(const Table& table) {
  add("sql", {{"up", fmt::format("COMMENT ON TABLE {} IS 'done'", quote(table.name))},
              {"onComplete", true}});
}

}  // namespace zdm::property
