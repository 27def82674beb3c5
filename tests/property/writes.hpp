#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "property/model.hpp"
#include "property/names.hpp"

namespace zdm::property {

// What clients of both versions write: one statement each, none of which may fail.
class WriteMaker {
 public:
  WriteMaker(const Model& before, const Model& after, Random& random, Names& names);

  // Does a column that draws its numbers, and takes others too, have a second form?
  bool draws_more() const { return !reshaped_.empty(); }

  std::vector<std::string> by_old_clients(int count) { return make(before_, count); }
  std::vector<std::string> by_new_clients(int count) { return make(after_, count); }

 private:
  std::vector<std::string> make(const Model& version, int count);
  std::string insert(const Table& table);
  std::string insert_or_update(const Table& table, int rid);
  std::string update(const Table& table);
  std::string remove(const Table& table);

  std::vector<const Column*> given_columns(const Table& table);
  std::string row(const std::vector<const Column*>& columns, int rid);
  std::string new_value(const Column& column);
  const Column* column_to_update(const Table& table);
  bool is_fresh(const Column& column) const { return fresh_.contains(column.id); }

  const Model& before_;
  const Model& after_;
  Random& random_;
  Names& names_;
  std::set<int> fresh_;       // columns, in either version
  std::set<int> referenced_;  // columns and tables, in either version
  std::set<int> reshaped_;    // columns that draw numbers and have a second form
  std::map<int, std::vector<int>> rids_;
  std::map<int, int> first_rows_;
};

}  // namespace zdm::property
