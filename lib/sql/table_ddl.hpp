#pragma once

#include <optional>
#include <string>

#include "sql/statement.hpp"

// Commands on tables and their columns, each with the strongest table lock that it takes and what
// it does while it holds it. Locks are those of "Explicit Locking" (explicit-locking) and of ALTER
// TABLE (sql-altertable) in PostgreSQL's manual.
namespace zdm::ddl {

// A column's or constraint's text inside CREATE TABLE and ALTER TABLE … ADD is made by the caller.
Statement create_table(const QualifiedName& table, const std::vector<Sql>& parts);
// `referenced`: to which their foreign keys point, and which lose the triggers of these.
Statement drop_tables(const std::vector<QualifiedName>& tables,
                      const std::vector<QualifiedName>& referenced = {});
Statement rename_table(const QualifiedName& table, const Identifier& to);

// Brief, as long as `definition` has neither a volatile default nor a type that rewrites (see
// hazards volatile-default, add-constrained-domain): the planner sees to that.
Statement add_column(const QualifiedName& table, const Identifier& column, const Sql& definition);
// Of a column that PostgreSQL adds only by writing every row anew ("ALTER TABLE", sql-altertable,
// Notes). Bounded.
Statement add_column_by_rewrite(const QualifiedName& table, const Identifier& column,
                                const Sql& definition);
// `referenced` are the tables to which foreign keys over the column point.
Statement drop_column(const QualifiedName& table, const Identifier& column,
                      const std::vector<QualifiedName>& referenced = {});
Statement rename_column(const QualifiedName& table, const Identifier& from, const Identifier& to);

// Brief only where PostgreSQL changes the type without a rewrite and no CHECK reads the column.
Statement set_type(const QualifiedName& table, const Identifier& column, const TypeName& type);
Statement set_default(const QualifiedName& table, const Identifier& column,
                      const SqlExpression& value);
Statement drop_default(const QualifiedName& table, const Identifier& column);

// Brief only where a validated CHECK (column IS NOT NULL) proves it (12+).
Statement set_not_null(const QualifiedName& table, const Identifier& column);
// The same under a name (18+).
Statement set_not_null(const QualifiedName& table, const Identifier& column,
                       const Identifier& name);
Statement drop_not_null(const QualifiedName& table, const Identifier& column);

Statement set_storage(const QualifiedName& table, const Identifier& column,
                      const std::string& storage);
Statement set_compression(const QualifiedName& table, const Identifier& column,
                          const std::string& method);
Statement set_statistics(const QualifiedName& table, const Identifier& column, int target);
// `identity` is default, full or nothing.
Statement set_replica_identity(const QualifiedName& table, const std::string& identity);
// `options` as the server prints them: n_distinct='5'.
Statement set_column_options(const QualifiedName& table, const Identifier& column,
                             const std::string& options);
Statement set_replica_identity_index(const QualifiedName& table, const Identifier& index);
Statement cluster_on(const QualifiedName& table, const Identifier& index);

// Extended statistics. `kinds` is "(ndistinct, mcv)" or empty, `elements` what stands behind ON.
Statement create_statistics(const QualifiedName& table, const QualifiedName& name,
                            const std::string& kinds, const std::string& elements);
Statement drop_statistics(const QualifiedName& table, const QualifiedName& name);  // if it is there
Statement set_statistics_target(const QualifiedName& name, int target);
Statement rename_statistics(const QualifiedName& name, const Identifier& to);
Statement comment_on_statistics(const QualifiedName& name, const std::string& comment);

Statement comment_on_table(const QualifiedName& table, const std::optional<std::string>& comment);
Statement comment_on_column(const QualifiedName& table, const Identifier& column,
                            const std::optional<std::string>& comment);

// A sample of the rows, so that the planner of the server knows the columns' values.
Statement analyze(const QualifiedName& table, const std::vector<Identifier>& columns);

}  // namespace zdm::ddl
