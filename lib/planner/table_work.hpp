#pragma once

#include <optional>
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

  const QualifiedName& table() const { return change->physical; }
};

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
