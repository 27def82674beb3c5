#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/statement.hpp"

// Commands on version schemas and their views, and on dual-write triggers; see CREATE VIEW
// (sql-createview), CREATE TRIGGER (sql-createtrigger) and CREATE FUNCTION in PostgreSQL's manual.
namespace zdm::ddl {

// Whose privileges on the table count when the view is used.
enum class ViewRights { invoker, owner };

Statement create_schema(const Identifier& schema);
Statement drop_schema(const Identifier& schema);  // only an empty one
Statement rename_schema(const Identifier& schema, const Identifier& to);
Statement comment_on_schema(const Identifier& schema, const std::string& comment);

Statement create_view(const QualifiedName& view, ViewRights rights, const Sql& query,
                      const QualifiedName& table);
// Locks only the view; clients of the table by other ways do not notice.
Statement drop_view(const QualifiedName& view);
Statement set_view_default(const QualifiedName& view, const Identifier& column,
                           const SqlExpression& value);
Statement drop_view_default(const QualifiedName& view, const Identifier& column);
Statement comment_on_view(const QualifiedName& view, const std::string& comment);
Statement comment_on_view_column(const QualifiedName& view, const Identifier& column,
                                 const std::string& comment);
// `what` is "SELECT, INSERT", `on` is SCHEMA x or TABLE x or a column list with its table.
Statement grant(const Sql& what, const Sql& on, const Sql& grantee, const Sql& option);
// All that `grantee` has, grant options included.
Statement revoke_all(const Sql& on, const Sql& grantee);

// `body` is what stands between the dollar quotes.
Statement create_trigger_function(const QualifiedName& function,
                                  const std::vector<Identifier>& search_path, const Sql& body);
Statement drop_function(const QualifiedName& function);

enum class TriggerEvent { insert, update };

Statement create_row_trigger(const QualifiedName& table, const Identifier& name, TriggerEvent event,
                             const Sql& when, const QualifiedName& function);
Statement drop_trigger(const QualifiedName& table, const Identifier& name);

}  // namespace zdm::ddl
