#include "property/tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "property/details.hpp"

namespace zdm::property {
namespace {

constexpr int kMostRows = 12;

bool has_place_for_a_default(const Column& column) {
  return column.source == Source::given && column.numbers.empty();
}

class TableMaker {
 public:
  TableMaker(Random& random, Names& names) : random_(random), names_(names) {}

  MadeTables run() {
    const int count = random_.between(1, 3);
    for (int i = 0; i < count; ++i) make_table();
    add_details(made_, random_, names_);
    for (Table& table : made_.model.tables) make_rows(table);
    return std::move(made_);
  }

 private:
  void define(std::string statement) { made_.definitions.push_back(std::move(statement)); }

  // ------------------------------------------------------------ columns

  void make_table() {
    Table table;
    table.id = names_.id();
    table.name = names_.table();
    table.rows = random_.chance(10) ? 0 : random_.between(1, kMostRows);
    table.columns.push_back(rid_column(names_.id()));
    const int count = random_.between(2, 6);
    for (int i = 0; i < count; ++i) table.columns.push_back(make_column());
    if (random_.chance(50)) table.columns.push_back(make_number_drawn());
    if (random_.chance(35)) add_reference(table);
    if (random_.chance(20)) add_generated(table);
    if (random_.chance(40))
      std::rotate(table.columns.begin(), table.columns.begin() + 1, table.columns.end());
    make_key(table);
    define(create(table));
    made_.model.tables.push_back(std::move(table));
  }

  Column make_column() {
    Column column;
    column.id = names_.id();
    column.name = names_.column();
    column.domain = &random_.pick(domains());
    column.not_null = random_.chance(40);
    column.repeats = !column.domain->distinct;
    if (random_.chance(30)) {
      column.default_value = value(*column.domain, names_.number());
      column.repeats = true;
    }
    return column;
  }

  Column make_number_drawn() {
    Column column;
    column.id = names_.id();
    column.name = names_.column();
    column.domain = &domain(random_.chance(80) ? "integer" : "bigint");
    column.not_null = true;
    const std::vector<Source> sources{Source::serial, Source::identity_always,
                                      Source::identity_by_default};
    column.source = random_.pick(sources);
    return column;
  }

  // To a number that the other table has drawn, or to a column with a key of its own.
  void add_reference(Table& table) {
    for (Table& other : made_.model.tables)
      for (Column& target : other.columns) {
        if (!key_numbers_.contains(target.id) || other.rows == 0 || target.name == "rid") continue;
        if (target.domain->family == Family::other) continue;
        Column column;
        column.id = names_.id();
        column.name = names_.column();
        column.domain = target.domain;
        column.not_null = random_.chance(40);
        column.repeats = column.typed = true;
        column.numbers = key_numbers_[target.id];
        constraints_.push_back(fmt::format("CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}){}",
                                           quote(names_.other("fk")), quote(column.name),
                                           quote(other.name), quote(target.name), random_action()));
        target.referenced = target.typed = other.referenced = true;
        table.columns.push_back(std::move(column));
        return;
      }
  }

  std::string random_action() {
    const std::vector<std::string> actions{"", " ON DELETE CASCADE", " ON UPDATE CASCADE",
                                           " MATCH FULL ON DELETE RESTRICT",
                                           " ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED"};
    return random_.pick(actions);
  }

  void add_generated(Table& table) {
    for (Column& source : table.columns) {
      if (source.domain->family == Family::other || !has_place_for_a_default(source)) continue;
      const bool number = source.domain->family == Family::number;
      Column column{.id = names_.id(),
                    .name = names_.column(),
                    .domain = &domain(number ? "bigint" : "text"),
                    .source = Source::generated,
                    .repeats = true,
                    .pinned = true};
      source.pinned = true;
      generated_[column.id] = over(number ? "({c}::bigint + 1)" : "upper({c})", quote(source.name));
      table.columns.push_back(std::move(column));
      return;
    }
  }

  // ------------------------------------------------------------ keys and checks

  void make_key(Table& table) {
    Column& drawn = table.columns.back();
    const bool has_drawn = drawn.source != Source::given && drawn.source != Source::generated;
    const int kind = random_.below(100);
    if (has_drawn && kind < 50)
      set_key(table, "PRIMARY KEY", {&drawn});
    else if (kind < 75)
      set_key(table, "PRIMARY KEY", {&rid(table)});
    else if (kind < 85)
      set_key(table, "PRIMARY KEY", {&rid(table), candidate(table)});
    if (random_.chance(30)) set_key(table, "UNIQUE", {candidate(table)});
    if (random_.chance(15)) set_key(table, "UNIQUE", {candidate(table), &rid(table)});
    if (random_.chance(40)) add_check(table);
    table.key_is_rid = table_key_ == std::vector<int>{rid(table).id};
    table_key_.clear();
  }

  Column& rid(Table& table) {
    return *std::find_if(table.columns.begin(), table.columns.end(),
                         [](const Column& column) { return column.name == "rid"; });
  }

  // That may be in a key; none, where there is none.
  Column* candidate(Table& table) {
    for (int attempt = 0; attempt < 6; ++attempt) {
      Column& column = random_.pick(table.columns);
      if (column.domain->comparable && column.domain->distinct && !column.repeats &&
          !column.in_primary_key && column.name != "rid")
        return &column;
    }
    return nullptr;
  }

  void set_key(Table& table, const std::string& kind, const std::vector<Column*>& columns) {
    if (std::find(columns.begin(), columns.end(), nullptr) != columns.end()) return;
    const bool primary = kind == "PRIMARY KEY";
    std::vector<std::string> names;
    for (Column* column : columns) {
      names.push_back(quote(column->name));
      column->indexed = true;
      if (column->source == Source::given) column->fresh = true;
      if (primary) column->in_primary_key = column->not_null = true;
      if (primary) table_key_.push_back(column->id);
    }
    const bool named = random_.chance(50);
    const bool deferrable = !primary && random_.chance(20);
    if (columns.size() == 1 && !deferrable) set_numbers(table, *columns.front());
    constraints_.push_back(
        fmt::format("{}{} ({}){}", named ? "CONSTRAINT " + quote(names_.other("key")) + " " : "",
                    kind, fmt::join(names, ", "), deferrable ? " DEFERRABLE" : ""));
  }

  // Which rows may be referenced: those that are there from the beginning.
  void set_numbers(Table& table, Column& column) {
    column.fresh = true;
    for (int row = 1; row <= table.rows; ++row)
      key_numbers_[column.id].push_back(column.source == Source::given ? names_.number() : row);
  }

  void add_check(Table& table) {
    Column& column = random_.pick(table.columns);
    const std::string name = quote(column.name);
    std::string condition = fmt::format("{} IS NOT NULL OR rid > 0", name);
    if (column.domain->family == Family::number && random_.chance(70))
      condition = fmt::format("{} > -100000 AND rid > 0", name);
    else if (column.domain->family == Family::text && random_.chance(70))
      condition = fmt::format("length({}) < 100 OR rid < 0", name);
    column.typed = true;
    constraints_.push_back(
        fmt::format("CONSTRAINT {} CHECK ({})", quote(names_.other("check")), condition));
  }

  std::string create(const Table& table) {
    std::vector<std::string> parts;
    for (const Column& column : table.columns) parts.push_back(definition(column));
    parts.insert(parts.end(), constraints_.begin(), constraints_.end());
    constraints_.clear();
    return fmt::format("CREATE TABLE {} (\n  {})", quote(table.name), fmt::join(parts, ",\n  "));
  }

  std::string definition(const Column& column) {
    const std::string name = quote(column.name);
    std::string type(column.domain->type);
    if (column.domain->family == Family::text && column.domain->name != "mood text" &&
        random_.chance(15))
      type += " COLLATE \"C\"";
    const char* not_null = column.not_null ? " NOT NULL" : "";
    switch (column.source) {
      case Source::serial:
        return name + (type == "bigint" ? " bigserial" : " serial");
      case Source::identity_always:
        return fmt::format("{} {} GENERATED ALWAYS AS IDENTITY", name, type);
      case Source::identity_by_default:
        return fmt::format("{} {} GENERATED BY DEFAULT AS IDENTITY (CACHE 1)", name, type);
      case Source::generated:
        return fmt::format("{} {} GENERATED ALWAYS AS ({}) STORED", name, type,
                           generated_.at(column.id));
      case Source::given:
        break;
    }
    return fmt::format("{} {}{}{}", name, type,
                       column.default_value.empty() ? "" : " DEFAULT " + column.default_value,
                       not_null);
  }

  // ------------------------------------------------------------ rows

  void make_rows(const Table& table) {
    for (int row = 1; row <= table.rows; ++row) {
      std::vector<std::string> columns, values;
      for (const Column& column : table.columns) {
        if (column.source != Source::given) continue;
        columns.push_back(quote(column.name));
        values.push_back(value_in_row(column, row));
      }
      made_.rows.push_back(fmt::format("INSERT INTO {} ({}) VALUES ({})", quote(table.name),
                                       fmt::join(columns, ", "), fmt::join(values, ", ")));
    }
  }

  std::string value_in_row(const Column& column, int row) {
    if (column.name == "rid") return std::to_string(row);
    if (const auto key = key_numbers_.find(column.id); key != key_numbers_.end())
      return value(*column.domain, key->second.at(static_cast<std::size_t>(row) - 1));
    if (!column.not_null && random_.chance(20)) return "NULL";
    return value(*column.domain,
                 column.numbers.empty() ? names_.number() : random_.pick(column.numbers));
  }

  Random& random_;
  Names& names_;
  MadeTables made_;
  std::vector<std::string> constraints_;  // of the table being made
  std::vector<int> table_key_;
  std::map<int, std::string> generated_;
  std::map<int, std::vector<int>> key_numbers_;
};

}  // namespace

std::vector<std::string> common_definitions() {
  return {"CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
          "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)"};
}

MadeTables make_tables(Random& random, Names& names) { return TableMaker(random, names).run(); }

}  // namespace zdm::property
