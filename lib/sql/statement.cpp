#include "sql/statement.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace zdm {
namespace {

constexpr std::array<std::pair<LockMode, std::string_view>, 9> kLockModes{{
    {LockMode::none, "none"},
    {LockMode::access_share, "ACCESS SHARE"},
    {LockMode::row_share, "ROW SHARE"},
    {LockMode::row_exclusive, "ROW EXCLUSIVE"},
    {LockMode::share_update_exclusive, "SHARE UPDATE EXCLUSIVE"},
    {LockMode::share, "SHARE"},
    {LockMode::share_row_exclusive, "SHARE ROW EXCLUSIVE"},
    {LockMode::exclusive, "EXCLUSIVE"},
    {LockMode::access_exclusive, "ACCESS EXCLUSIVE"},
}};

constexpr std::array<std::pair<Cost, std::string_view>, 5> kCosts{{
    {Cost::brief, "brief"},
    {Cost::scans_table, "scans"},
    {Cost::rewrites_table, "rewrites"},
    {Cost::builds_index, "builds"},
    {Cost::writes_rows, "writes"},
}};

template <typename Table, typename Value>
std::string_view text_of(const Table& table, Value value) {
  for (const auto& [candidate, text] : table)
    if (candidate == value) return text;
  return {};
}

template <typename Value, std::size_t N>
std::optional<Value> value_of(const std::array<std::pair<Value, std::string_view>, N>& table,
                              std::string_view text) {
  for (const auto& [value, candidate] : table)
    if (candidate == text) return value;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(LockMode mode) { return text_of(kLockModes, mode); }
std::string_view to_string(Cost cost) { return text_of(kCosts, cost); }
std::optional<LockMode> lock_mode(std::string_view text) { return value_of(kLockModes, text); }
std::optional<Cost> cost(std::string_view text) { return value_of(kCosts, text); }

std::vector<TableLock> locks_on_others(const QualifiedName& table,
                                       const std::vector<QualifiedName>& others, LockMode mode) {
  std::vector<TableLock> locks;
  for (const QualifiedName& other : std::set<QualifiedName>(others.begin(), others.end()))
    if (other != table) locks.push_back({.table = other, .mode = mode});
  return locks;
}

std::map<QualifiedName, LockMode> strongest_locks(const std::vector<Statement>& statements) {
  std::map<QualifiedName, LockMode> strongest;
  const auto add = [&](const QualifiedName& table, LockMode taken) {
    LockMode& mode = strongest[table];
    mode = std::max(mode, taken);
  };
  for (const Statement& statement : statements) {
    if (statement.table && statement.lock != LockMode::none) add(*statement.table, statement.lock);
    for (const TableLock& lock : statement.also) add(lock.table, lock.mode);
  }
  return strongest;
}

}  // namespace zdm
