#include "run/table_locks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace zdm::run {
namespace {

using TableLocks = std::map<QualifiedName, LockMode>;

TableLocks strong_locks(const std::vector<Statement>& statements) {
  TableLocks locks = strongest_locks(statements);
  std::erase_if(locks, [](const auto& lock) { return !is_strong(lock.second); });
  return locks;
}

// Either from one table to the next, or from a weaker to a stronger lock on the same.
bool comes_to_wait_with_a_lock(const std::vector<Statement>& statements, const TableLocks& locks) {
  if (locks.size() != 1) return locks.size() > 1;
  const auto first = std::find_if(statements.begin(), statements.end(),
                                  [](const Statement& s) { return is_strong(s.lock); });
  return first != statements.end() && first->lock < locks.begin()->second;
}

// To lock a table takes one of these privileges, in whichever mode.
std::set<QualifiedName> lockable(pg::Session& session, const TableLocks& locks) {
  std::vector<Sql> wanted;
  for (const auto& [table, mode] : locks)
    wanted.push_back(sql("({}, {})", Literal{table.schema.str()}, Literal{table.name.str()}));
  const Sql query =
      sql("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
          " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " WHERE (n.nspname, c.relname) IN ({}) AND c.relkind IN ('r', 'p')"
          " AND pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')",
          join(wanted, ", "));
  std::set<QualifiedName> tables;
  for (const pg::Row& row : session.query(query.text()).rows)
    tables.insert({Identifier(row.at(0).value_or("")), Identifier(row.at(1).value_or(""))});
  return tables;
}

bool touches(const Statement& statement, const TableLocks& locks) {
  const auto has = [&](const QualifiedName& table) { return locks.contains(table); };
  return (is_strong(statement.lock) && statement.table && has(*statement.table)) ||
         std::any_of(statement.also.begin(), statement.also.end(),
                     [&](const TableLock& lock) { return has(lock.table); });
}

}  // namespace

bool is_strong(LockMode mode) { return mode >= LockMode::share; }

LocksFirst locks_first(pg::Session& session, const std::vector<Statement>& statements) {
  TableLocks locks = strong_locks(statements);
  const bool is_bounded = std::any_of(statements.begin(), statements.end(),
                                      [](const Statement& each) { return each.bounded; });
  if (!is_bounded && !comes_to_wait_with_a_lock(statements, locks)) return {};
  const std::set<QualifiedName> may_be_locked = lockable(session, locks);
  std::erase_if(locks, [&](const auto& lock) { return !may_be_locked.contains(lock.first); });

  LocksFirst first{.before = 0, .commands = {}, .tables = locks.size()};
  const auto begin =
      std::find_if(statements.begin(), statements.end(),
                   [&](const Statement& statement) { return touches(statement, locks); });
  first.before = static_cast<std::size_t>(begin - statements.begin());
  std::map<LockMode, std::vector<QualifiedName>> by_mode;
  for (const auto& [table, mode] : locks) by_mode[mode].push_back(table);
  for (const auto& [mode, tables] : by_mode)
    first.commands.push_back(
        sql("LOCK TABLE {} IN {} MODE", tables, Sql::raw(std::string(to_string(mode)))));
  return first;
}

}  // namespace zdm::run
