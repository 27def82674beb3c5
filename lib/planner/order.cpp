#include "planner/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "operations/object_names.hpp"

namespace zdm::planner {
namespace {

// Those of the names that the catalog has: "users", "users.email" and the names of indexes, as in
// ObjectNames. Not all that it has, which are many in a database of thousands of tables.
std::set<std::string> names_in(const Catalog& catalog, const std::set<std::string>& wanted) {
  std::set<std::string> names;
  const auto note = [&](const std::string& name) {
    if (wanted.contains(name)) names.insert(name);
  };
  for (const auto& table : catalog.tables()) {
    note(table->name.str());
    for (const Column& column : table->columns) note(table->name.str() + "." + column.name.str());
    for (const Index& index : table->indexes) note(index.name.str());
    for (const Constraint& constraint : table->constraints)
      note(operations::constraint_of(table->name, constraint.name));
  }
  return names;
}

// Generated columns, by each column that they read; both as in ObjectNames, and of those names
// only.
std::multimap<std::string, std::string> readers_in(const Catalog& catalog,
                                                   const std::set<std::string>& taken) {
  std::multimap<std::string, std::string> readers;
  if (taken.size() < 2) return readers;
  for (const auto& table : catalog.tables())
    for (const Column& reader : table->columns)
      for (const Column& read : table->columns)
        if (reader.generated && read.id != reader.id && reader.generated->reads(read.id))
          readers.emplace(operations::in_table(table->name, read.name),
                          operations::in_table(table->name, reader.name));
  return readers;
}

class Sorter {
 public:
  Sorter(const Operations& operations, const Catalog& before) : operations_(operations) {
    std::set<std::string> needs, taken;
    for (const auto& operation : operations) {
      names_.push_back(operation->names());
      needs.insert(names_.back().needs.begin(), names_.back().needs.end());
      taken.insert(names_.back().takes.begin(), names_.back().takes.end());
    }
    known_ = names_in(before, needs);
    readers_ = readers_in(before, taken);
  }

  Operations sorted(Findings& findings) {
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      waiting_.push_back(i);
      place_what_is_ready();
    }
    if (waiting_.empty()) return result_;
    findings.push_back(cycle());
    return operations_;
  }

 private:
  // One that is placed may be what an earlier one waits for.
  void place_what_is_ready() {
    for (auto i = waiting_.begin(); i != waiting_.end();) {
      if (maker_to_wait_for(*i)) {
        ++i;
        continue;
      }
      const auto& made = names_[*i].makes;
      known_.insert(made.begin(), made.end());
      placed_.insert(*i);
      result_.push_back(operations_[*i]);
      waiting_.erase(i);
      i = waiting_.begin();
    }
  }

  // One that is not placed yet and makes what this one needs, if that is not there.
  std::optional<std::size_t> maker_to_wait_for(std::size_t i) const {
    for (const std::string& need : names_[i].needs) {
      if (known_.contains(need)) continue;
      for (std::size_t j = 0; j < operations_.size(); ++j)
        if (j != i && !placed_.contains(j) && is_in(names_[j].makes, need)) return j;
    }
    return taker_to_wait_for(i);
  }

  // One that is not placed yet and takes away what reads a column that this one takes away.
  std::optional<std::size_t> taker_to_wait_for(std::size_t i) const {
    for (const std::string& taken : names_[i].takes) {
      const auto [begin, end] = readers_.equal_range(taken);
      for (auto reader = begin; reader != end; ++reader)
        for (std::size_t j = 0; j < operations_.size(); ++j)
          if (j != i && !placed_.contains(j) && is_in(names_[j].takes, reader->second)) return j;
    }
    return std::nullopt;
  }

  static bool is_in(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  // Every one that is left waits for another that is left: who goes from one to the next comes
  // round.
  Finding cycle() const {
    std::size_t i = waiting_.front();
    for (std::set<std::size_t> seen; seen.insert(i).second;) i = *maker_to_wait_for(i);
    const Operation& one = *operations_[i];
    const Operation& other = *operations_[*maker_to_wait_for(i)];
    return {.code = "cycle",
            .severity = Severity::error,
            .place = one.place(),
            .message = fmt::format("{} has to wait for {} ({}), and the other way round",
                                   one.kind(), other.kind(), other.place().pointer),
            .hint = "put them into two migrations"};
  }

  const Operations& operations_;
  std::vector<ObjectNames> names_;
  std::set<std::string> known_;
  std::multimap<std::string, std::string> readers_;
  std::vector<std::size_t> waiting_;  // as written
  std::set<std::size_t> placed_;
  Operations result_;
};

}  // namespace

Operations ordered(const Operations& operations, const Catalog& before, Findings& findings) {
  return Sorter(operations, before).sorted(findings);
}

}  // namespace zdm::planner
