#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "convert/change.hpp"

namespace zdm::convert {

// Puts changes together that are one operation: the constraints of a table that the script makes, a
// column and the values for its rows. A change joins an earlier one only where nothing between the
// two touches what it touches, so that SQL keeps its meaning.
class Grouping {
 public:
  void add(Change change);
  std::vector<Change> changes() && { return std::move(changes_); }

 private:
  using Position = std::size_t;
  using Wanted = std::function<bool(const Change&)>;

  // The latest that is wanted, if the change may stand where it stands.
  std::optional<Position> partner(const Change& change, const Wanted& wanted);
  // The same, after that one is moved behind what is in the way, if it may stand there.
  std::optional<Position> movable_partner(const Change& change, const Wanted& wanted);
  Change& join(Position position, const Change& change);
  void take_away(Position position);

  bool join_constraint(const Change& change);
  bool join_validation(const Change& change);
  bool join_index_use(const Change& change);
  bool join_alteration(const Change& change);
  bool join_table_comment(const Change& change);
  bool join_update(const Change& change);
  bool join_identity(const Change& change);
  bool join_drawn_default(const Change& change);
  bool is_serial_column(const Change& change, const Change& sequence);
  bool join_sequence_owner(const Change& change);
  bool cancel_constraint(const Change& change);
  bool replace_foreign_key(const Change& change);
  bool take_constraints_with_table(Change change);
  bool join(const Change& change);

  std::vector<Change> changes_;
};

}  // namespace zdm::convert
