#include "sql/version_ddl.hpp"

#include "sql/dollar_quote.hpp"

namespace zdm::ddl {
namespace {

Statement without_table_lock(Sql text) {
  return {.sql = std::move(text), .lock = LockMode::none, .cost = Cost::brief, .table = {}};
}

}  // namespace

Statement create_schema(const Identifier& schema) {
  return without_table_lock(sql("CREATE SCHEMA {}", schema));
}

Statement drop_schema(const Identifier& schema) {
  return without_table_lock(sql("DROP SCHEMA {}", schema));
}

Statement rename_schema(const Identifier& schema, const Identifier& to) {
  return without_table_lock(sql("ALTER SCHEMA {} RENAME TO {}", schema, to));
}

Statement comment_on_schema(const Identifier& schema, const std::string& comment) {
  return without_table_lock(sql("COMMENT ON SCHEMA {} IS {}", schema, Literal{comment}));
}

Statement create_view(const QualifiedName& view, ViewRights rights, const Sql& query,
                      const QualifiedName& table) {
  const Sql options =
      rights == ViewRights::invoker ? sql(" WITH (security_invoker = true)") : sql("");
  return {.sql = sql("CREATE VIEW {}{} AS\n  {}", view, options, query),
          .lock = LockMode::access_share,
          .cost = Cost::brief,
          .table = table};
}

Statement drop_view(const QualifiedName& view) {
  return {.sql = sql("DROP VIEW IF EXISTS {}", view),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = view};
}

Statement set_view_default(const QualifiedName& view, const Identifier& column,
                           const SqlExpression& value) {
  return without_table_lock(
      sql("ALTER VIEW {} ALTER COLUMN {} SET DEFAULT {}", view, column, value));
}

Statement drop_view_default(const QualifiedName& view, const Identifier& column) {
  return without_table_lock(sql("ALTER VIEW {} ALTER COLUMN {} DROP DEFAULT", view, column));
}

Statement comment_on_view(const QualifiedName& view, const std::string& comment) {
  return without_table_lock(sql("COMMENT ON VIEW {} IS {}", view, Literal{comment}));
}

Statement comment_on_view_column(const QualifiedName& view, const Identifier& column,
                                 const std::string& comment) {
  return without_table_lock(sql("COMMENT ON COLUMN {}.{} IS {}", view, column, Literal{comment}));
}

Statement grant(const Sql& what, const Sql& on, const Sql& grantee, const Sql& option) {
  return without_table_lock(sql("GRANT {} ON {} TO {}{}", what, on, grantee, option));
}

Statement revoke_all(const Sql& on, const Sql& grantee) {
  return without_table_lock(sql("REVOKE ALL ON {} FROM {}", on, grantee));
}

Statement create_trigger_function(const QualifiedName& function,
                                  const std::vector<Identifier>& search_path, const Sql& body) {
  const Sql tag = dollar_tag(body);
  // SECURITY DEFINER: a client that may write the table need not have the rights that the
  // expressions take. The fixed search_path (pg_temp last) gives them one meaning for everybody.
  return without_table_lock(
      sql("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER\n"
          "SET search_path = {}, pg_temp AS {}\n{}\n{}",
          function, search_path, tag, body, tag));
}

Statement drop_function(const QualifiedName& function) {
  return without_table_lock(sql("DROP FUNCTION {}()", function));
}

Statement create_row_trigger(const QualifiedName& table, const Identifier& name, TriggerEvent event,
                             const Sql& when, const QualifiedName& function) {
  const Sql event_word = event == TriggerEvent::insert ? sql("INSERT") : sql("UPDATE");
  return {
      .sql = sql(
          "CREATE TRIGGER {} BEFORE {} ON {} FOR EACH ROW\n  WHEN ({})\n  EXECUTE FUNCTION {}()",
          name, event_word, table, when, function),
      .lock = LockMode::share_row_exclusive,
      .cost = Cost::brief,
      .table = table};
}

Statement drop_trigger(const QualifiedName& table, const Identifier& name) {
  return {.sql = sql("DROP TRIGGER {} ON {}", name, table),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

}  // namespace zdm::ddl
