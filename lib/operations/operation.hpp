#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "core/finding.hpp"

namespace zdm {

// How one value of a row is derived from others while both versions exist.
struct Derivation {
  ColumnId target = 0;
  BoundExpression expression;
};

// What an operation says about the rows of one table: `up` derives values that only the version
// after it has from the row before it; `down` the other way. Expressions see the row under the
// table's name at that point ("users.email" as well as "email").
struct DualWrite {
  TableId table = 0;
  Identifier row_before;  // the table's name before and after the operation
  Identifier row_after;
  std::vector<Derivation> up;    // expressions over the row before
  std::vector<Derivation> down;  // expressions over the row after
};

// The user's own SQL, which zdm runs and does not look into.
struct RawSql {
  Place place;
  std::string up;
  std::string down;  // empty: irreversible
  bool on_complete = false;
  std::string irreversible_because;  // the user's allowance; empty: none given
};

// What an operation changes: the catalog after it, and what cannot be read off the two catalogs.
//
// The physical work (shadow columns, indexes and constraints carried over, renames, drops, views)
// is derived by the planner from the catalog before the first and after the last operation, so that
// several operations on one table or column compose without knowing of each other.
struct Changes {
  Catalog after;
  std::vector<DualWrite> dual_writes;
  std::vector<RawSql> raw_sql;
  Findings findings;  // with an error, `after` is the catalog before
};

// Names that an operation needs to be there, makes, or takes away. Tables alone ("users"), and
// things in a table ("users.email"). The planner moves an operation later only if it needs what a
// later one makes, or takes away what a column reads that a later one takes away.
struct ObjectNames {
  std::vector<std::string> needs;
  std::vector<std::string> makes;
  std::vector<std::string> takes{};
};

struct Inverse;  // operations/inverse.hpp

// One entry of a migration. It describes; it never executes.
class Operation {
 public:
  virtual ~Operation() = default;

  virtual std::string_view kind() const = 0;  // "add_column"
  virtual Place place() const = 0;            // where it stands in its file
  virtual ObjectNames names() const = 0;
  // What takes it back once it is complete. The catalogs are those before and after it; they need
  // not know its tables.
  virtual Inverse inverse(const Catalog& before, const Catalog& after) const = 0;

  // Pure. Without an answer in `facts`, goes on as far as it can; each question that it would have
  // liked to be answered is added to `questions`.
  virtual Changes changes(const Catalog& before, const Facts& facts,
                          Questions& questions) const = 0;
};

}  // namespace zdm
