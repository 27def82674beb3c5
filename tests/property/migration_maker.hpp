#pragma once

#include <string>
#include <utility>
#include <vector>

#include "property/migration.hpp"

namespace zdm::property {

using Json = nlohmann::json;

// Makes one migration, operation by operation; the model is always the one after the last.
class MigrationMaker {
 public:
  MigrationMaker(const Model& before, Random& random, Names& names)
      : random_(random), names_(names) {
    made_.after = before;
  }

  MadeMigration run();

 private:
  void make_operation();
  void add(const char* kind, Json fields, std::vector<std::string> down_reads = {});

  // One that fits; none, where chance has found none.
  template <typename Fits>
  Column* find(Table& table, Fits fits) {
    for (int attempt = 0; attempt < 6; ++attempt) {
      Column& column = random_.pick(table.columns);
      if (column.name != "rid" && fits(column)) return &column;
    }
    return nullptr;
  }
  // The column in an expression, with or without its table.
  std::string reference(const Table& table, const Column& column);
  // Some as a subquery, which takes other ways through triggers and backfill.
  std::string somehow(const std::string& expression);
  std::string some_value(const Domain& domain);
  Json described(const Column& column);
  Json altered(const Table& table, const Column& column);
  Json check_on(Column& column);

  void add_column(Table& table);
  // From another column, which stays.
  void derive(Table& table, Column& column, Json& fields);
  void set_constant(Column& column);
  void set_drawn(Column& column);
  void set_identity(Column& column, Json& spec);

  void alter_column(Table& table);
  // What hangs on the column has to fit its new type.
  bool takes(const Column& column, const Transform& transform);
  void change_type(Table& table);
  void set_default(Column& column, Json& fields);
  void set_not_null(Table& table);
  void drop_not_null(Table& table);
  void change_default(Table& table);
  void add_constraint(Table& table);

  void rename_column(Table& table);
  void drop_column(Table& table);
  std::string down_of_dropped(const Column& column);

  void create_index(Table& table);
  void drop_index(Table& table);

  void rename_table(Table& table);
  void create_table();
  void drop_table(Table& table);
  // At the end: nothing may come after it that gives the table another name.
  void comment_at_complete(const Table& table);

  Random& random_;
  Names& names_;
  MadeMigration made_;
};

}  // namespace zdm::property
