#include "convert/parts.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sql/script.hpp"

namespace zdm::convert {
namespace {

// The part that grows: operations, and SQL that waits for their complete.
class Growing {
 public:
  void add(Change change) {
    if (change.kind == Kind::sql)
      add_sql(std::move(change));
    else
      add_operation(std::move(change));
  }

  std::vector<Part> parts() && {
    close();
    return std::move(parts_);
  }

 private:
  void add_sql(Change change) {
    const bool can_wait = change.can_wait || operations_.empty();
    if (!can_wait) close();
    sql_.push_back(std::move(change));
  }

  void add_operation(Change change) {
    const bool depends = std::any_of(sql_.begin(), sql_.end(), [&](const Change& each) {
      return !each.can_wait || each.touches.conflicts_with(change.touches);
    });
    if (depends) close();
    operations_.push_back(std::move(change));
  }

  void close() {
    Part part = std::move(operations_);
    std::move(sql_.begin(), sql_.end(), std::back_inserter(part));
    operations_.clear();
    sql_.clear();
    if (!part.empty()) parts_.push_back(std::move(part));
  }

  Part operations_;
  Part sql_;
  std::vector<Part> parts_;
};

// Joined, they are one operation: their ways back run the other way round.
bool can_be_one(const Change& a, const Change& b) {
  return a.down.empty() == b.down.empty() && a.takes_away == b.takes_away &&
         !forbids_transaction(a.sql) && !forbids_transaction(b.sql);
}

void append(Change& to, const Change& change) {
  to.sql += ";\n" + change.sql;
  if (!change.down.empty()) to.down = change.down + ";\n" + to.down;
}

Json sql_fields(const Change& change, Moment moment) {
  Json fields{{"up", change.sql}};
  if (moment == Moment::complete)
    fields["onComplete"] = true;
  else if (!change.down.empty())
    fields["down"] = change.down;
  return fields;
}

}  // namespace

std::vector<Part> in_parts(std::vector<Change> changes) {
  Growing growing;
  for (Change& change : changes) growing.add(std::move(change));
  return std::move(growing).parts();
}

// What clients of the old version may still use goes when they are gone.
Moment moment_of(const Change& sql, const Part& part) {
  const bool alone = std::all_of(part.begin(), part.end(),
                                 [](const Change& each) { return each.kind == Kind::sql; });
  return alone && !sql.takes_away ? Moment::start : Moment::complete;
}

Json operations_of(const Part& part) {
  Json operations = Json::array();
  for (std::size_t i = 0; i < part.size(); ++i) {
    Change change = part[i];
    if (change.kind != Kind::sql) {
      operations.push_back({{operation_name(change.kind), change.fields}});
      continue;
    }
    while (i + 1 < part.size() && can_be_one(change, part[i + 1])) append(change, part[++i]);
    operations.push_back({{"sql", sql_fields(change, moment_of(change, part))}});
  }
  return operations;
}

}  // namespace zdm::convert
