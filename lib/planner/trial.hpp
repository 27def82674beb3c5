#pragma once

#include <set>
#include <string>
#include <vector>

#include "planner/value_chain.hpp"
#include "planner/workings.hpp"

namespace zdm::planner {

// A row of the table as it is ("_zdm_row"), the row that it becomes ("_zdm_new"), and what an old
// client would see of that (down_value): as the FROM clause of a query.
class Trial {
 public:
  Trial(const TableWork& work, const Workings& workings, const std::set<std::string>& untried);
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  // "up of users.age": the ups, then the downs that can be tried.
  struct Stage {
    std::string name;
    Sql value;               // what is computed
    std::vector<Sql> links;  // by these, behind those of the stages before
  };
  const std::vector<Stage>& ups() const { return ups_; }
  const std::vector<Stage>& downs() const { return downs_; }

  // `condition` chooses among the rows of `table`, "_zdm_t".
  static Sql rows(const QualifiedName& table, const Sql& condition);
  // The row that it becomes; behind the links of all ups.
  Sql new_row() const;
  // A boolean over the columns of the new row, under the name "_zdm_t<number>".
  Sql test(std::size_t number, const Sql& condition) const;
  static Sql test_value(std::size_t number);

  // Is the value known of an old row, or of the new one? Not where it comes from what cannot be
  // tried.
  bool knows(ColumnId id) const { return unknown_.count(id) == 0; }
  bool has_up(ColumnId id) const { return up_.is_derived(id); }
  bool has_down(ColumnId id) const { return down_.is_derived(id); }
  Sql old_value(ColumnId id) const;
  Sql new_value(ColumnId id) const;
  Sql down_value(ColumnId id) const;
  const Assignment& up_of(ColumnId id) const;
  const Assignment& down_of(ColumnId id) const;

 private:
  std::vector<Assignment> known(const std::vector<Assignment>& all, const std::string& direction,
                                const std::set<std::string>& untried);
  std::string name_of(const std::string& direction, const Assignment& assignment) const;
  std::vector<Stage> stages(const ValueChain& chain, const std::vector<Assignment>& assignments,
                            const std::string& direction, const std::string& held) const;
  Sql origin_of_up(ColumnId id) const;
  Sql origin_of_down(ColumnId id) const;
  const Column& column(ColumnId id) const;

  const TableChange& change_;
  const Folded& folded_;
  std::set<ColumnId> unknown_;
  const std::vector<Assignment> known_up_;
  const std::vector<Assignment> known_down_;
  const ValueChain up_;
  const ValueChain down_;
  const std::vector<Stage> ups_;
  const std::vector<Stage> downs_;
};

}  // namespace zdm::planner
