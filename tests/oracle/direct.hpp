#pragma once

#include <string>
#include <string_view>

#include "oracle/definition.hpp"
#include "oracle/describe.hpp"

namespace zdm::oracle {

// A migration as the DDL that somebody would run who has the database for himself: the table locked
// and rewritten as it comes, operation by operation. Written from dsl.md, and without zdm's
// planner, whose results are held against what this leaves behind.
class Direct {
 public:
  // The session's search_path begins with the schema; its role owns the tables; triggers are
  // silent.
  explicit Direct(pg::Session& session) : session_(session) {}

  // All operations, in an order that works; SQL for complete last.
  void apply(const Json& migration);

  // Columns filled with what differs from run to run: numbers drawn, times, random values.
  const ColumnNames& drawn() const { return drawn_; }

 private:
  using Operation = void (Direct::*)(const Json&);
  static Operation operation(std::string_view kind);

  bool works_now(const Json& entry);

  void create_table(const Json& fields);
  void rename_table(const Json& fields);
  void drop_table(const Json& fields);
  void add_column(const Json& fields);
  void rename_column(const Json& fields);
  void drop_column(const Json& fields);
  void alter_column(const Json& fields);
  void create_index_on(const Json& fields);
  void drop_index(const Json& fields);
  void create_constraint(const Json& fields);
  void drop_constraint(const Json& fields);
  void drop_multicolumn_constraint(const Json& fields);
  void rename_constraint(const Json& fields);
  void set_replica_identity(const Json& fields);
  void sql(const Json& fields);

  void change_type(const Json& fields);
  void fill(const Json& table, const Json& values);
  void note_drawn(const Json& table, const Json& column);
  bool differs_from_run_to_run(const Json& table, const Json& column);

  pg::Row row_of(std::string_view query, const Json& table, const Json& column,
                 const std::string& type = {});
  void run(const std::string& statement);
  void alter(const Json& table, const std::string& action);

  pg::Session& session_;
  ColumnNames drawn_;
};

}  // namespace zdm::oracle
