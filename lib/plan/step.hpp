#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sql/statement.hpp"

namespace zdm {

// `start` runs the first four in this order, `complete` the last.
enum class Phase {
  expand,    // additive DDL and the dual-write triggers
  backfill,  // rows that were there before the triggers
  build,     // indexes, validation, proofs
  publish,   // the views of the new version
  contract,  // what only the old version needed goes
};

std::string_view to_string(Phase phase);
std::optional<Phase> phase(std::string_view text);

// --- Work: what a step does. A closed set; the executor knows each. ---

// All statements in one transaction, with the step's journal row: all of it or nothing. The
// strongest lock is held from its statement to the end, so it comes last.
struct Transaction {
  std::vector<Statement> statements;
  auto operator<=>(const Transaction&) const = default;
};

// CREATE INDEX CONCURRENTLY: outside of any transaction. An invalid index that an earlier attempt
// left is dropped first; a valid one of this step's own is taken as done.
struct BuildIndex {
  QualifiedName index;
  Statement create;
  Statement drop;  // DROP INDEX CONCURRENTLY IF EXISTS
  auto operator<=>(const BuildIndex&) const = default;
};

// DROP INDEX CONCURRENTLY IF EXISTS: outside of any transaction, and harmless to repeat.
struct DropIndex {
  Statement drop;
  auto operator<=>(const DropIndex&) const = default;
};

// The user's SQL with a command that PostgreSQL forbids in a transaction (VACUUM, CREATE INDEX
// CONCURRENTLY …): each statement by itself. What was under way at a crash cannot be known, so a
// step that had begun is not repeated: the message says what to look at.
struct OutsideTransaction {
  std::vector<Statement> statements;
  auto operator<=>(const OutsideTransaction&) const = default;
};

// Fills the rows that were there before the dual-write triggers, in ranges of pages.
struct Backfill {
  QualifiedName table;
  // $1 and $2 are tids, the first of the range and the first behind it; $3 and $4 choose among the
  // range's rows: those whose hash has the bits $4 under the mask $3 (0 and 0: all). Writes only
  // rows that are marked as not filled, so that it may be repeated; the triggers see the mark
  // change and stay out of the way.
  Statement update;
  // Returns a row while some row is not filled.
  Statement unfilled;
  // The user's triggers that will fire for each row, where the role may not silence them.
  std::vector<Identifier> triggers;
  // Rows are numbered as they lie in the table, as far as one worker fills it.
  bool in_order = false;
  auto operator<=>(const Backfill&) const = default;
};

// A query that must return no row: each row is a reason why the plan cannot go on.
struct Proof {
  Statement query;
  std::string claim;  // "every row of users is filled"
  auto operator<=>(const Proof&) const = default;
};

// The version schema after raw SQL, whose tables nobody can know before it has run: a view for each
// table as it is found then, made as in the publish phase of any other plan.
struct PublishAsFound {
  Identifier version_schema;
  auto operator<=>(const PublishAsFound&) const = default;
};

using Work = std::variant<Transaction, BuildIndex, DropIndex, OutsideTransaction, Backfill, Proof,
                          PublishAsFound>;

// --- Reversal: how a step is undone before contract. ---

// Nothing has to be done: what the step made goes with another step, or never shows.
struct NothingToUndo {
  std::string why;
  auto operator<=>(const NothingToUndo&) const = default;
};

struct Irreversible {
  std::string why;
  // Contract: what is lost for good ("column users.name and its data"). Empty: nothing.
  std::string loses;
  auto operator<=>(const Irreversible&) const = default;
};

using Reversal =
    std::variant<NothingToUndo, Transaction, DropIndex, OutsideTransaction, Irreversible>;

struct Step {
  std::string id;  // stable and unique in the plan: "expand.users"; the journal's key
  Phase phase = Phase::expand;
  std::string title;  // "users: add what the new version needs"
  Work work;
  Reversal reversal;

  auto operator<=>(const Step&) const = default;
};

}  // namespace zdm
