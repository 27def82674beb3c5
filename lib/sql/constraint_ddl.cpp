#include "sql/constraint_ddl.hpp"

namespace zdm::ddl {
namespace {

Sql unique_word(Uniqueness uniqueness) {
  return uniqueness == Uniqueness::unique ? sql("UNIQUE ") : sql("");
}

}  // namespace

Statement add_check_not_valid(const QualifiedName& table, const Identifier& name, const Sql& rule) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", table, name, rule),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement add_foreign_key_not_valid(const QualifiedName& table, const Identifier& name,
                                    const Sql& rule, const QualifiedName& referenced) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", table, name, rule),
          .lock = LockMode::share_row_exclusive,
          .cost = Cost::brief,
          .table = table,
          .also = locks_on_others(table, {referenced}, LockMode::share_row_exclusive)};
}

Statement add_foreign_key(const QualifiedName& table, const Identifier& name, const Sql& rule,
                          const QualifiedName& referenced) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {}", table, name, rule),
          .lock = LockMode::share_row_exclusive,
          .cost = Cost::brief,
          .table = table,
          .also = locks_on_others(table, {referenced}, LockMode::share_row_exclusive)};
}

Statement add_exclusion(const QualifiedName& table, const Identifier& name, const Sql& rule) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {}", table, name, rule),
          .lock = LockMode::access_exclusive,
          .cost = Cost::builds_index,
          .table = table,
          .also = {},
          .bounded = true};
}

Statement validate_constraints(const QualifiedName& table, const std::vector<Identifier>& names) {
  std::vector<Sql> parts;
  for (const Identifier& name : names) parts.push_back(sql("VALIDATE CONSTRAINT {}", name));
  return {.sql = sql("ALTER TABLE {} {}", table, join(parts, ", ")),
          .lock = LockMode::share_update_exclusive,
          .cost = Cost::scans_table,
          .table = table};
}

Statement add_constraint_using_index(const QualifiedName& table, const Identifier& name,
                                     const Sql& kind, const Identifier& index, const Sql& options) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}", table, name, kind,
                     index, options),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement add_key_over_partitions(const QualifiedName& table, const Identifier& name,
                                  const Sql& rule) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {}", table, name, rule),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement add_foreign_key_over_partitions(const QualifiedName& table, const Identifier& name,
                                          const Sql& rule, const QualifiedName& referenced) {
  return {.sql = sql("ALTER TABLE {} ADD CONSTRAINT {} {}", table, name, rule),
          .lock = LockMode::share_row_exclusive,
          .cost = Cost::brief,
          .table = table,
          .also = locks_on_others(table, {referenced}, LockMode::access_exclusive)};
}

Statement drop_constraint(const QualifiedName& table, const Identifier& name) {
  return {.sql = sql("ALTER TABLE {} DROP CONSTRAINT {}", table, name),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement drop_foreign_key(const QualifiedName& table, const Identifier& name,
                           const QualifiedName& referenced) {
  Statement drop = drop_constraint(table, name);
  drop.also = locks_on_others(table, {referenced}, LockMode::access_exclusive);
  return drop;
}

// "b" comes after the "a" of PostgreSQL's own names, and numbers of equal length come in their
// order. A rename goes down to the partitions of the referenced table from 15 on.
Statement let_act_after(const OwnedConstraint& key, const OwnedConstraint& first,
                        const QualifiedName& referenced) {
  const auto is = [](const OwnedConstraint& constraint) {
    return sql("conrelid = {}::pg_catalog.regclass AND conname = {}",
               Literal{constraint.table.quoted()}, Literal{constraint.name.str()});
  };
  return {.sql = sql(R"(DO $zdm$
DECLARE
  early record;
BEGIN
  -- only where PostgreSQL would let the new key act before the old one
  FOR early IN
    WITH RECURSIVE keys AS (
      SELECT oid, {0} AS is_new FROM pg_catalog.pg_constraint WHERE {0} OR {1}
      UNION ALL
      SELECT c.oid, k.is_new
      FROM keys AS k JOIN pg_catalog.pg_constraint AS c ON c.conparentid = k.oid
    ),
    acting AS (
      SELECT k.is_new, t.oid, t.tgrelid, t.tgname, t.tgfoid, t.tgparentid
      FROM keys AS k
      JOIN pg_catalog.pg_constraint AS c ON c.oid = k.oid
      JOIN pg_catalog.pg_trigger AS t ON t.tgconstraint = c.oid AND t.tgrelid = c.confrelid
    )
    SELECT n.tgname, n.tgrelid::pg_catalog.regclass AS referenced,
           'RI_ConstraintTrigger_b_' || pg_catalog.lpad(n.oid::text, 10, '0') AS later
    FROM acting AS n
    WHERE n.is_new
      AND (n.tgparentid = 0 OR pg_catalog.current_setting('server_version_num')::int < 150000)
      AND EXISTS (SELECT FROM acting AS a JOIN acting AS o USING (tgrelid, tgfoid)
                  WHERE a.is_new AND NOT o.is_new AND a.tgname < o.tgname)
  LOOP
    EXECUTE pg_catalog.format('ALTER TRIGGER %I ON %s RENAME TO %I', early.tgname,
                              early.referenced, early.later);
  END LOOP;
END
$zdm$)",
                     is(key), is(first)),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = referenced};
}

Statement rename_constraint(const QualifiedName& table, const Identifier& from,
                            const Identifier& to) {
  return {.sql = sql("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table, from, to),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement comment_on_constraint(const QualifiedName& table, const Identifier& name,
                                const std::string& comment) {
  return {.sql = sql("COMMENT ON CONSTRAINT {} ON {} IS {}", name, table, Literal{comment}),
          .lock = LockMode::access_share,
          .cost = Cost::brief,
          .table = table};
}

Statement create_index(const QualifiedName& table, const Identifier& name, Uniqueness uniqueness,
                       const Sql& body) {
  return {.sql = sql("CREATE {}INDEX {} ON {} {}", unique_word(uniqueness), name, table, body),
          .lock = LockMode::share,
          .cost = Cost::builds_index,
          .table = table};
}

Statement create_index_concurrently(const QualifiedName& table, const Identifier& name,
                                    Uniqueness uniqueness, const Sql& body) {
  return {.sql = sql("CREATE {}INDEX CONCURRENTLY {} ON {} {}", unique_word(uniqueness), name,
                     table, body),
          .lock = LockMode::share_update_exclusive,
          .cost = Cost::builds_index,
          .table = table};
}

Statement create_index_on_only(const QualifiedName& table, const Identifier& name,
                               Uniqueness uniqueness, const Sql& body) {
  return {.sql = sql("CREATE {}INDEX {} ON ONLY {} {}", unique_word(uniqueness), name, table, body),
          .lock = LockMode::share,
          .cost = Cost::brief,
          .table = table};
}

Statement attach_index(const QualifiedName& index, const QualifiedName& partition_index,
                       const QualifiedName& partition) {
  return {.sql = sql("ALTER INDEX {} ATTACH PARTITION {}", index, partition_index),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = partition};
}

Statement drop_index(const QualifiedName& index, const QualifiedName& table) {
  return {.sql = sql("DROP INDEX IF EXISTS {}", index),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement drop_index_concurrently(const QualifiedName& index, const QualifiedName& table) {
  return {.sql = sql("DROP INDEX CONCURRENTLY IF EXISTS {}", index),
          .lock = LockMode::share_update_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement rename_index(const QualifiedName& index, const Identifier& to) {
  return {.sql = sql("ALTER INDEX {} RENAME TO {}", index, to),
          .lock = LockMode::none,
          .cost = Cost::brief,
          .table = {}};
}

Statement rename_index_column(const QualifiedName& index, const QualifiedName& table,
                              const Identifier& from, const Identifier& to) {
  return {.sql = sql("ALTER TABLE {} RENAME COLUMN {} TO {}", index, from, to),
          .lock = LockMode::access_exclusive,
          .cost = Cost::brief,
          .table = table};
}

Statement set_index_statistics(const QualifiedName& index, int column, int target) {
  return {.sql = sql("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}", index, column, target),
          .lock = LockMode::none,
          .cost = Cost::brief,
          .table = {}};
}

Statement comment_on_index(const QualifiedName& index, const std::string& comment) {
  return {.sql = sql("COMMENT ON INDEX {} IS {}", index, Literal{comment}),
          .lock = LockMode::none,
          .cost = Cost::brief,
          .table = {}};
}

}  // namespace zdm::ddl
