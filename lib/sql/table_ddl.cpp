#include "sql/table_ddl.hpp"

#include <string>

namespace zdm::ddl {
namespace {

Statement access_exclusive(Sql text, const QualifiedName& table) {
  return {.sql = std::move(text),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement share_update_exclusive(Sql text, const QualifiedName& table) {
  return {.sql = std::move(text),
          .lock = LockMode::share_update_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement without_table_lock(Sql text) {
  return {.sql = std::move(text), .lock = LockMode::none, .cost = Cost::brief, .table = {}};
}

Sql comment_text(const std::optional<std::string>& comment) {
  return comment ? sql("{}", Literal{*comment}) : sql("NULL");
}

Sql indented(const std::vector<Sql>& parts) { return join(parts, ",\n  "); }

}  // namespace

Statement create_table(const QualifiedName& table, const std::vector<Sql>& parts) {
  return {.sql = sql("CREATE TABLE {} (\n  {}\n)", table, indented(parts)),
          .lock = LockMode::none,
          .cost = Cost::brief,
          .table = {}};
}

Statement drop_tables(const std::vector<QualifiedName>& tables,
                      const std::vector<QualifiedName>& referenced) {
  Statement drop = access_exclusive(sql("DROP TABLE {}", tables), tables.front());
  std::vector<QualifiedName> others = tables;
  others.insert(others.end(), referenced.begin(), referenced.end());
  drop.also = locks_on_others(tables.front(), others, LockMode::access_exclusive);
  return drop;
}

Statement rename_table(const QualifiedName& table, const Identifier& to) {
  return access_exclusive(sql("ALTER TABLE {} RENAME TO {}", table, to), table);
}

Statement add_column(const QualifiedName& table, const Identifier& column, const Sql& definition) {
  return access_exclusive(sql("ALTER TABLE {} ADD COLUMN {} {}", table, column, definition), table);
}

Statement add_column_by_rewrite(const QualifiedName& table, const Identifier& column,
                                const Sql& definition) {
  Statement statement = add_column(table, column, definition);
  statement.cost = Cost::rewrites_table;
  statement.bounded = true;
  return statement;
}

Statement drop_column(const QualifiedName& table, const Identifier& column,
                      const std::vector<QualifiedName>& referenced) {
  Statement drop = access_exclusive(sql("ALTER TABLE {} DROP COLUMN {}", table, column), table);
  drop.also = locks_on_others(table, referenced, LockMode::access_exclusive);
  return drop;
}

Statement rename_column(const QualifiedName& table, const Identifier& from, const Identifier& to) {
  return access_exclusive(sql("ALTER TABLE {} RENAME COLUMN {} TO {}", table, from, to), table);
}

Statement set_type(const QualifiedName& table, const Identifier& column, const TypeName& type) {
  return access_exclusive(sql("ALTER TABLE {} ALTER COLUMN {} TYPE {}", table, column, type),
                          table);
}

Statement set_default(const QualifiedName& table, const Identifier& column,
                      const SqlExpression& value) {
  return access_exclusive(
      sql("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", table, column, value), table);
}

Statement drop_default(const QualifiedName& table, const Identifier& column) {
  return access_exclusive(sql("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table, column), table);
}

Statement set_not_null(const QualifiedName& table, const Identifier& column) {
  return access_exclusive(sql("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", table, column), table);
}

Statement set_not_null(const QualifiedName& table, const Identifier& column,
                       const Identifier& name) {
  return access_exclusive(sql("ALTER TABLE {} ADD CONSTRAINT {} NOT NULL {}", table, name, column),
                          table);
}

Statement drop_not_null(const QualifiedName& table, const Identifier& column) {
  return access_exclusive(sql("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table, column),
                          table);
}

Statement set_storage(const QualifiedName& table, const Identifier& column,
                      const std::string& storage) {
  return access_exclusive(
      sql("ALTER TABLE {} ALTER COLUMN {} SET STORAGE {}", table, column, Sql::raw(storage)),
      table);
}

Statement set_compression(const QualifiedName& table, const Identifier& column,
                          const std::string& method) {
  return access_exclusive(
      sql("ALTER TABLE {} ALTER COLUMN {} SET COMPRESSION {}", table, column, Sql::raw(method)),
      table);
}

Statement set_statistics(const QualifiedName& table, const Identifier& column, int target) {
  return share_update_exclusive(
      sql("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS {}", table, column, target), table);
}

Statement set_replica_identity(const QualifiedName& table, const std::string& identity) {
  const Sql word = identity == "full"      ? sql("FULL")
                   : identity == "nothing" ? sql("NOTHING")
                                           : sql("DEFAULT");
  return access_exclusive(sql("ALTER TABLE {} REPLICA IDENTITY {}", table, word), table);
}

Statement set_column_options(const QualifiedName& table, const Identifier& column,
                             const std::string& options) {
  return share_update_exclusive(
      sql("ALTER TABLE {} ALTER COLUMN {} SET ({})", table, column, Sql::raw(options)), table);
}

Statement set_replica_identity_index(const QualifiedName& table, const Identifier& index) {
  return access_exclusive(sql("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}", table, index),
                          table);
}

Statement cluster_on(const QualifiedName& table, const Identifier& index) {
  return share_update_exclusive(sql("ALTER TABLE {} CLUSTER ON {}", table, index), table);
}

Statement create_statistics(const QualifiedName& table, const QualifiedName& name,
                            const std::string& kinds, const std::string& elements) {
  return share_update_exclusive(sql("CREATE STATISTICS {} {} ON {} FROM {}", name, Sql::raw(kinds),
                                    Sql::raw(elements), table),
                                table);
}

Statement drop_statistics(const QualifiedName& table, const QualifiedName& name) {
  return share_update_exclusive(sql("DROP STATISTICS IF EXISTS {}", name), table);
}

Statement set_statistics_target(const QualifiedName& name, int target) {
  return without_table_lock(sql("ALTER STATISTICS {} SET STATISTICS {}", name, target));
}

Statement rename_statistics(const QualifiedName& name, const Identifier& to) {
  return without_table_lock(sql("ALTER STATISTICS {} RENAME TO {}", name, to));
}

Statement comment_on_statistics(const QualifiedName& name, const std::string& comment) {
  return without_table_lock(sql("COMMENT ON STATISTICS {} IS {}", name, Literal{comment}));
}

Statement comment_on_table(const QualifiedName& table, const std::optional<std::string>& comment) {
  return share_update_exclusive(sql("COMMENT ON TABLE {} IS {}", table, comment_text(comment)),
                                table);
}

Statement comment_on_column(const QualifiedName& table, const Identifier& column,
                            const std::optional<std::string>& comment) {
  return share_update_exclusive(
      sql("COMMENT ON COLUMN {}.{} IS {}", table, column, comment_text(comment)), table);
}

Statement analyze(const QualifiedName& table, const std::vector<Identifier>& columns) {
  return {
      .sql = columns.empty() ? sql("ANALYZE {}", table) : sql("ANALYZE {} ({})", table, columns),
      .lock = LockMode::share_update_exclusive,
      .cost = Cost::brief,
      .table = table};
}

}  // namespace zdm::ddl
