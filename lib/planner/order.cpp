#include "planner/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "operations/object_names.hpp"

namespace zdm::planner {
namespace {

// "users", "users.email" and the names of indexes, as in ObjectNames.
std::set<std::string> names_in(const Catalog& catalog) {
  std::set<std::string> names;
  for (const auto& table : catalog.tables()) {
    names.insert(table->name.str());
    for (const Column& column : table->columns)
      names.insert(table->name.str() + "." + column.name.str());
    for (const Index& index : table->indexes) names.insert(index.name.str());
    for (const Constraint& constraint : table->constraints)
      names.insert(operations::constraint_of(table->name, constraint.name));
  }
  return names;
}

class Sorter {
 public:
  Sorter(const Operations& operations, const Catalog& before)
      : operations_(operations),
        known_(names_in(before)),
        state_(operations.size(), State::waiting) {
    for (const auto& operation : operations) names_.push_back(operation->names());
  }

  Operations sorted(Findings& findings) {
    for (std::size_t i = 0; i < operations_.size(); ++i)
      if (!visit(i)) {
        findings.push_back(cycle(i));
        return operations_;
      }
    return result_;
  }

 private:
  enum class State { waiting, visiting, done };

  bool visit(std::size_t i) {
    if (state_[i] == State::done) return true;
    if (state_[i] == State::visiting) return false;
    state_[i] = State::visiting;
    for (const std::string& need : names_[i].needs)
      if (const auto maker = later_maker(need, i); maker && !visit(*maker)) {
        partner_ = *maker;
        return false;
      }
    state_[i] = State::done;
    known_.insert(names_[i].makes.begin(), names_[i].makes.end());
    result_.push_back(operations_[i]);
    return true;
  }

  // The operation to wait for: the first later one that makes the name, if nothing before does; or
  // one that is itself waiting, which makes a cycle.
  std::optional<std::size_t> later_maker(const std::string& need, std::size_t i) const {
    if (known_.count(need) > 0) return std::nullopt;
    for (std::size_t j = 0; j < i; ++j)
      if (makes(j, need)) return state_[j] == State::visiting ? std::optional(j) : std::nullopt;
    for (std::size_t j = i + 1; j < operations_.size(); ++j)
      if (makes(j, need)) return j;
    return std::nullopt;
  }

  bool makes(std::size_t i, const std::string& name) const {
    const auto& made = names_[i].makes;
    return std::find(made.begin(), made.end(), name) != made.end();
  }

  Finding cycle(std::size_t i) const {
    const Operation& one = *operations_[i];
    const Operation& other = *operations_[partner_];
    return {.code = "cycle",
            .severity = Severity::error,
            .place = one.place(),
            .message = fmt::format("{} needs what {} ({}) makes, and the other way round",
                                   one.kind(), other.kind(), other.place().pointer),
            .hint = "put them into two migrations"};
  }

  const Operations& operations_;
  std::vector<ObjectNames> names_;
  std::set<std::string> known_;
  std::vector<State> state_;
  std::size_t partner_ = 0;
  Operations result_;
};

}  // namespace

Operations ordered(const Operations& operations, const Catalog& before, Findings& findings) {
  return Sorter(operations, before).sorted(findings);
}

}  // namespace zdm::planner
