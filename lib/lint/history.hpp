#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/script.hpp"

namespace zdm::lint {

struct ConstraintDefinition;
struct TableChange;

enum class Transactions {
  each_statement,  // a statement is one by itself, unless the script says BEGIN
  whole_script,    // somebody runs the whole script in one
};

// What is known when a statement runs: what the statements of the script before it have made, and
// in which transaction and with which settings it runs. Of tables from before the script nothing is
// known but that clients use them.
class History {
 public:
  struct Table {
    TableName name;
    bool partitioned = false;
  };
  struct Index {
    TableName name;
    TableName table;
    std::vector<std::string> columns;  // of a partial index none
  };
  struct Constraint {
    TableName table;
    std::string name;
    std::vector<std::string> columns;  // of a key or a foreign key
    SyntaxNode node;                   // Constraint
    int transaction = 0;
    bool validated = true;
  };
  struct Column {
    TableName table;
    std::string name;
  };
  struct View {
    TableName name;
    std::vector<TableName> tables;
    SyntaxNode query;
  };
  struct StrongLock {
    TableName table;
    std::size_t offset = 0;  // of the statement that took it
  };

  History(Transactions transactions, bool has_lock_timeout)
      : whole_script_(transactions == Transactions::whole_script),
        lock_timeout_{has_lock_timeout, has_lock_timeout} {}

  // The statement has run. Statements have to outlive the history.
  void add(const ParsedStatement& statement);
  // As BEGIN and COMMIT do; for those who know the transactions without such statements.
  void begin();
  void commit();

  // A table (or view, or sequence, which ALTER TABLE takes too) that the script has made, and that
  // no client can know yet.
  bool is_new(const TableName& table) const { return table_made(table) != nullptr; }
  const Table* table_made(const TableName& table) const;
  bool is_partitioned(const TableName& table) const;
  const Index* index_made(const TableName& index) const;
  // By an index or a key of the script whose first columns they are, in any order.
  bool has_index_on(const TableName& table, const std::vector<std::string>& columns) const;
  // The latest of that name; or none.
  const Constraint* constraint_made(const TableName& table, const std::string& name) const;
  // Those that the script has put on the table.
  std::vector<const Constraint*> constraints_made(const TableName& table) const;
  bool has_added(const TableName& table, const std::string& column) const;
  // By a validated CHECK (column IS NOT NULL), a SET NOT NULL, or as an empty table's column.
  bool proves_not_null(const TableName& table, const std::string& column) const;
  bool has_made_domain(const std::string& type) const { return domains_.contains(type); }
  bool is_constrained_domain(const std::string& type) const;
  std::vector<const View*> views_on(const TableName& table) const;
  // Added to an enum in the transaction that is open.
  bool has_just_added_enum_value(const std::string& value) const;

  bool in_transaction() const { return whole_script_ || open_; }
  int transaction() const { return transaction_; }
  bool has_lock_timeout() const { return lock_timeout_.set; }
  bool has_statement_timeout() const { return statement_timeout_.set; }
  // Has a statement before queued for a lock that clients wait behind, without a lock_timeout?
  bool has_queued_without_timeout() const { return queued_without_timeout_; }
  // The first ACCESS EXCLUSIVE lock on a table in use, in the transaction that is open.
  const std::optional<StrongLock>& strong_lock() const { return strong_lock_; }

 private:
  struct Setting {
    bool set = false;
    bool set_in_session = false;  // what comes back when the transaction ends
  };

  void add_made(const SyntaxNode& node);
  void add_table(const TableName& name, bool partitioned);
  void add_constraints(const SyntaxNode& node);
  void add_constraint(const ConstraintDefinition& constraint);
  void add_table_changes(const SyntaxNode& node);
  void add_index(const SyntaxNode& node);
  void add_indexed(const Index& index);
  void add_not_null(const TableName& table, const std::string& column);
  void validate(const TableChange& change);
  void add_view(const SyntaxNode& node);
  void add_rename(const SyntaxNode& node);
  void add_drop(const SyntaxNode& node);
  void add_domain(const SyntaxNode& node);
  void add_enum_value(const SyntaxNode& node);
  void add_setting(const SyntaxNode& node);
  void add_set_config(const SyntaxNode& node);
  void add_transaction(const SyntaxNode& node);
  void add_locks(const ParsedStatement& statement);
  void change_setting(const std::string& name, bool set, bool is_local);

  bool whole_script_;
  bool open_ = false;
  int transaction_ = 0;
  Setting lock_timeout_;
  Setting statement_timeout_;
  bool queued_without_timeout_ = false;
  std::optional<StrongLock> strong_lock_;
  // By bare names; what belongs to a table by the table's and its own (see key() in the .cpp).
  std::multimap<std::string, Table> tables_;
  std::multimap<std::string, Index> indexes_;
  std::multimap<std::string, View> views_;
  std::multimap<std::string, Index> indexed_;  // by each column of an index or a key
  std::multimap<std::string, Constraint> constraints_;
  std::multimap<std::string, Column> columns_;   // added
  std::multimap<std::string, Column> not_null_;  // proven
  std::map<std::string, bool> domains_;          // with constraints?
  std::set<std::string> enum_values_;
};

}  // namespace zdm::lint
