#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/alter_table.hpp"
#include "lint/history.hpp"
#include "lint/locking.hpp"

namespace zdm::lint {

// Where a script comes from, and so who runs it and how.
enum class Origin {
  file,       // a plain .sql file, which somebody else runs
  operation,  // the "up" of a sql operation, which zdm runs
  down,       // the "down" of one
  plan,       // the statements that zdm itself has made
};

// A statement, and all that a rule may know to judge it.
struct Subject {
  const ParsedStatement& statement;
  const SyntaxNode& node;  // of the statement; none if it could not be parsed
  const History& before;   // when the statement runs
  const History& whole;    // at the end of the script
  Origin origin = Origin::file;

  bool in_use(const TableName& table) const { return !before.is_new(table); }

  // What the statement does to tables in use; nothing for a table that the script itself has made.
  std::vector<TableChange> changes(std::string_view action) const;
  std::vector<ColumnDefinition> columns_added() const;
  std::vector<ConstraintDefinition> constraints_added(std::string_view kind) const;
  std::vector<Locking> lockings_in_use() const;

  // Of CREATE TABLE and ADD COLUMN, on any table.
  std::vector<ColumnDefinition> columns_defined() const;
  // DROP of objects of this kind (OBJECT_TABLE), or none.
  bool drops(std::string_view kind) const;
  std::vector<TableName> objects_dropped() const;
};

// What a rule has found in a statement.
class Report {
 public:
  struct Entry {
    std::size_t offset = 0;  // in the statement's text, in bytes
    std::string message;     // what is wrong, no full stop
    // The operation that does the same; none: the one that the table of hazards names.
    std::optional<std::string_view> operation{};
  };

  void add(std::string message) { entries_.push_back({0, std::move(message)}); }
  // At the node, if the parser tells where that is.
  void add(const SyntaxNode& at, std::string message) {
    entries_.push_back({at.location().value_or(0), std::move(message)});
  }
  // Of what was added last. Empty: there is none.
  void name_operation(std::string_view operation) { entries_.back().operation = operation; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

}  // namespace zdm::lint
