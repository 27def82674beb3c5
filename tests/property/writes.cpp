#include "property/writes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace zdm::property {
namespace {

bool may_be_left_out(const Column& column) {
  return !column.not_null || !column.default_value.empty();
}

bool draws_a_number(const Column& column) {
  return column.source == Source::serial || column.source == Source::identity_always ||
         column.source == Source::identity_by_default;
}

// None, where it is gone.
const Domain* form_of(const Model& version, int id) {
  for (const Table& table : version.tables)
    for (const Column& column : table.columns)
      if (column.id == id) return column.domain;
  return nullptr;
}

}  // namespace

WriteMaker::WriteMaker(const Model& before, const Model& after, Random& random, Names& names)
    : before_(before), after_(after), random_(random), names_(names) {
  for (const Model* version : {&before, &after})
    for (const Table& table : version->tables) {
      if (table.referenced) referenced_.insert(table.id);
      for (const Column& column : table.columns) {
        if (column.fresh) fresh_.insert(column.id);
        if (column.referenced) referenced_.insert(column.id);
      }
    }
  for (const Table& table : before.tables)
    for (const Column& column : table.columns)
      if (draws_a_number(column) && form_of(after, column.id) != column.domain)
        reshaped_.insert(column.id);
  for (const Table& table : before.tables) {
    first_rows_[table.id] = table.rows;
    for (int rid = 1; rid <= table.rows; ++rid) rids_[table.id].push_back(rid);
  }
}

std::vector<std::string> WriteMaker::make(const Model& version, int count) {
  std::vector<std::string> statements;
  for (int i = 0; i < count; ++i) {
    const Table& table = random_.pick(version.tables);
    const int kind = random_.below(100);
    std::vector<int>& rids = rids_[table.id];
    std::string statement;
    if (kind < 35 || rids.empty())
      statement = insert(table);
    else if (kind < 45 && table.key_is_rid)
      statement = insert_or_update(table, random_.pick(rids));
    else if (kind < 85)
      statement = update(table);
    else
      statement = remove(table);
    if (!statement.empty()) statements.push_back(std::move(statement));
  }
  return statements;
}

std::vector<const Column*> WriteMaker::given_columns(const Table& table) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) {
    if (column.source == Source::generated || column.source == Source::identity_always) continue;
    if (draws_a_number(column) && !reshaped_.contains(column.id) && random_.chance(70)) continue;
    if (may_be_left_out(column) && random_.chance(25)) continue;
    columns.push_back(&column);
  }
  return columns;
}

std::string WriteMaker::new_value(const Column& column) {
  if (!column.not_null && random_.chance(15)) return "NULL";
  return value(*column.domain,
               column.numbers.empty() ? names_.number() : random_.pick(column.numbers));
}

std::string WriteMaker::row(const std::vector<const Column*>& columns, int rid) {
  std::vector<std::string> values;
  for (const Column* column : columns)
    values.push_back(column->name == "rid" ? std::to_string(rid) : new_value(*column));
  return fmt::format("({})", fmt::join(values, ", "));
}

namespace {

std::string insert_into(const Table& table, const std::vector<const Column*>& columns,
                        const std::vector<std::string>& rows) {
  std::vector<std::string> names;
  for (const Column* column : columns) names.push_back(quote(column->name));
  return fmt::format("INSERT INTO {} ({}) VALUES {}", quote(table.name), fmt::join(names, ", "),
                     fmt::join(rows, ", "));
}

}  // namespace

std::string WriteMaker::insert(const Table& table) {
  const auto columns = given_columns(table);
  std::vector<std::string> rows;
  for (int i = random_.chance(20) ? 2 : 1; i > 0; --i) {
    const int rid = names_.number();
    rows.push_back(row(columns, rid));
    rids_[table.id].push_back(rid);
  }
  return insert_into(table, columns, rows);
}

std::string WriteMaker::insert_or_update(const Table& table, int rid) {
  const auto columns = given_columns(table);
  const Column* set = column_to_update(table);
  if (std::find(columns.begin(), columns.end(), set) == columns.end()) set = nullptr;
  return fmt::format("{} ON CONFLICT (rid) DO {}", insert_into(table, columns, {row(columns, rid)}),
                     set == nullptr ? "NOTHING"
                                    : fmt::format("UPDATE SET {} = EXCLUDED.{}", quote(set->name),
                                                  quote(set->name)));
}

const Column* WriteMaker::column_to_update(const Table& table) {
  for (int attempt = 0; attempt < 6; ++attempt) {
    const Column& column = random_.pick(table.columns);
    if (column.name != "rid" && column.source == Source::given && !referenced_.contains(column.id))
      return &column;
  }
  return nullptr;
}

std::string WriteMaker::update(const Table& table) {
  const Column* first = column_to_update(table);
  const Column* second = column_to_update(table);
  if (first == nullptr) return {};
  std::string assignments;
  bool of_one_row = random_.chance(65);
  std::vector<const Column*> columns{first};
  if (second != nullptr && second != first && random_.chance(40)) columns.push_back(second);
  for (const Column* column : columns) {
    of_one_row = of_one_row || is_fresh(*column);
    const bool to_default =
        may_be_left_out(*column) && !is_fresh(*column) && random_.chance(10) && !column->drawn;
    assignments += fmt::format("{}{} = {}", assignments.empty() ? "" : ", ", quote(column->name),
                               to_default ? "DEFAULT" : new_value(*column));
  }
  return fmt::format("UPDATE {} SET {} WHERE {}", quote(table.name), assignments,
                     of_one_row ? fmt::format("rid = {}", random_.pick(rids_[table.id]))
                                : fmt::format("rid % 3 = {}", random_.below(3)));
}

std::string WriteMaker::remove(const Table& table) {
  std::vector<int>& rids = rids_[table.id];
  const int rid = random_.pick(rids);
  if (referenced_.contains(table.id) && rid <= first_rows_[table.id]) return {};
  std::erase(rids, rid);
  return fmt::format("DELETE FROM {} WHERE rid = {}", quote(table.name), rid);
}

}  // namespace zdm::property
