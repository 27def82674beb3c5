#include "lock_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace zdm::cli {
namespace {

constexpr std::size_t kNamedTables = 3;  // as many are named; of more, the number

// How long it may take: not the order in which Cost lists them.
int weight(Cost cost) {
  switch (cost) {
    case Cost::brief:
      return 0;
    case Cost::writes_rows:
      return 1;
    case Cost::scans_table:
      return 2;
    case Cost::builds_index:
      return 3;
    case Cost::rewrites_table:
      return 4;
  }
  return 0;
}

bool is_plain(const std::string& name) {
  const auto plain_character = [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_';
  };
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
         std::all_of(name.begin(), name.end(), plain_character);
}

std::string text_of(const std::string& lock, const Statement& statement) {
  std::string text(effect(statement.cost));
  if (lock.empty()) return statement.cost == Cost::brief ? std::string() : text;
  if (statement.bounded) text += ", for --lock-timeout at most";
  return fmt::format("{}, {}", lock, text);
}

}  // namespace

std::string_view effect(Cost cost) {
  switch (cost) {
    case Cost::brief:
      return "brief";
    case Cost::scans_table:
      return "scans the table";
    case Cost::rewrites_table:
      return "rewrites the table";
    case Cost::builds_index:
      return "builds an index";
    case Cost::writes_rows:
      return "writes rows";
  }
  return {};
}

Statement strongest(const std::vector<Statement>& statements) {
  Statement most;
  for (const Statement& statement : statements) {
    most.lock = std::max(most.lock, statement.lock);
    for (const TableLock& lock : statement.also) most.lock = std::max(most.lock, lock.mode);
    if (weight(statement.cost) > weight(most.cost)) most.cost = statement.cost;
    most.bounded = most.bounded || statement.bounded;
  }
  return most;
}

std::set<std::string> tables_locked(const std::vector<Statement>& statements, LockMode mode,
                                    const Identifier& base) {
  std::set<std::string> tables;
  for (const auto& [table, strongest_mode] : strongest_locks(statements))
    if (strongest_mode == mode) tables.insert(plain(table, base));
  return tables;
}

std::string tables_text(const std::set<std::string>& tables) {
  if (tables.size() > kNamedTables) return fmt::format("{} tables", tables.size());
  return fmt::format("{}", fmt::join(tables, ", "));
}

std::string plain(const Identifier& name) {
  return is_plain(name.str()) ? name.str() : name.quoted();
}

std::string plain(const QualifiedName& name, const Identifier& base) {
  return name.schema == base ? plain(name.name) : plain(name.schema) + "." + plain(name.name);
}

std::string lock_and_cost(const Statement& statement) {
  const bool locks = statement.lock != LockMode::none;
  return text_of(locks ? std::string(to_string(statement.lock)) : "", statement);
}

std::string strongest_lock_and_cost(const std::vector<Statement>& statements) {
  return lock_and_cost(strongest(statements));
}

std::string strongest_lock_and_cost_on(const std::vector<Statement>& statements,
                                       const Identifier& base) {
  const Statement most = strongest(statements);
  if (most.lock == LockMode::none) return lock_and_cost(most);
  const std::string tables = tables_text(tables_locked(statements, most.lock, base));
  return text_of(std::string(to_string(most.lock)) + (tables.empty() ? "" : " on " + tables), most);
}

}  // namespace zdm::cli
