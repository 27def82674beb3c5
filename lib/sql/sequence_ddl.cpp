#include "sql/sequence_ddl.hpp"

namespace zdm::ddl {
namespace {

Statement without_table_lock(Sql text) {
  return {.sql = std::move(text), .lock = LockMode::none, .cost = Cost::brief, .table = {}};
}

// A client that draws a number waits for it.
Statement on_sequence(LockMode lock, const QualifiedName& sequence, Sql text) {
  return {.sql = std::move(text), .lock = lock, .cost = Cost::brief, .table = sequence};
}

}  // namespace

Statement create_sequence(const QualifiedName& sequence, const TypeName& type,
                          const std::string& options) {
  const Sql text = sql("CREATE SEQUENCE {} AS {}", sequence, type);
  return without_table_lock(options.empty() ? text : sql("{} {}", text, Sql::raw(options)));
}

Statement drop_sequence(const QualifiedName& sequence) {
  return on_sequence(LockMode::access_exclusive, sequence, sql("DROP SEQUENCE {}", sequence));
}

Statement rename_sequence(const QualifiedName& sequence, const Identifier& to) {
  return on_sequence(LockMode::access_exclusive, sequence,
                     sql("ALTER SEQUENCE {} RENAME TO {}", sequence, to));
}

Statement own_sequence(const QualifiedName& sequence, const QualifiedName& table,
                       const Identifier& column) {
  return on_sequence(LockMode::share_row_exclusive, sequence,
                     sql("ALTER SEQUENCE {} OWNED BY {}.{}", sequence, table, column));
}

Statement take_over_sequence(const QualifiedName& to, const QualifiedName& from) {
  return without_table_lock(
      sql("SELECT pg_catalog.setval({}::pg_catalog.regclass, last_value, is_called) FROM {}",
          Literal{to.quoted()}, from));
}

Statement add_identity(const QualifiedName& table, const Identifier& column,
                       const Sql& definition) {
  return {.sql = sql("ALTER TABLE {} ALTER COLUMN {} ADD {}", table, column, definition),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

}  // namespace zdm::ddl
