#pragma once

#include <optional>
#include <string>
#include <vector>

#include "planner/carried.hpp"
#include "planner/composition.hpp"
#include "planner/physical_names.hpp"
#include "planner/planner.hpp"

namespace zdm::planner {

// Everything that the phases need to know of one changed table.
struct TableWork {
  const TableChange* change = nullptr;
  Composition composition;
  Carried carried;
  std::optional<Identifier>
      mark;  // the column that says whether a row is filled; none: no backfill
  // On a partitioned table with dual writes: the column that says of a row that is inserted whether
  // an UPDATE has moved it there.
  std::optional<Identifier> moved;

  const QualifiedName& table() const { return change->physical; }
  bool partitioned() const { return change->either().kind == TableKind::partitioned; }
  // The table, or the partitions that hold its rows.
  std::vector<QualifiedName> row_tables() const;
};

// "events", and with its schema where that is not the table's: a partition may be anywhere.
std::string name_in_plan(const QualifiedName& row_table, const TableWork& work);

// What all phases share.
struct Context {
  const Catalog& before;
  const Folded& folded;
  const Facts& facts;
  const Situation& situation;
  const PhysicalNames& names;
  Identifier version_schema;
  std::vector<Identifier> search_path;
};

// Statements and how each is undone, in one expression; undo runs backwards.
class Doing {
 public:
  void add(Statement statement) { statements_.push_back(std::move(statement)); }
  void add(Statement statement, Statement undo) {
    statements_.push_back(std::move(statement));
    undo_.push_back(std::move(undo));
  }
  bool empty() const { return statements_.empty(); }
  Transaction work() const { return {statements_}; }
  Transaction reversal() const { return {{undo_.rbegin(), undo_.rend()}}; }

 private:
  std::vector<Statement> statements_;
  std::vector<Statement> undo_;
};

// The CHECK that proves NOT NULL until contract.
Identifier not_null_proof(const Identifier& physical_column);

// Columns of the new version whose NOT NULL needs that proof.
std::vector<const Column*> columns_to_prove(const TableWork& work);

}  // namespace zdm::planner
