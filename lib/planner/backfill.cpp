#include "planner/backfill.hpp"

#include <algorithm>
#include <string>

#include "planner/value_chain.hpp"

namespace zdm::planner {
namespace {

const Identifier kRow{"_zdm_row"};

class Update {
 public:
  Update(const TableChange& change, const Composition& composition, const Folded& folded)
      : change_(change),
        assignments_(composition.up),
        folded_(folded),
        chain_(change, composition.up, folded, "_zdm_v",
               [this](ColumnId id) { return origin_of(id); }) {}
  Update(const Update&) = delete;
  Update& operator=(const Update&) = delete;

  // "a" = …, "b" = …: straight, or through a chain of subqueries where an expression has a subquery
  // of its own or needs a value in between.
  Sql assignments() const { return is_plain() ? plain() : chained(); }

 private:
  bool is_plain() const {
    return std::all_of(assignments_.begin(), assignments_.end(), [&](const Assignment& a) {
      return can_be_rewritten(*a.expression) && !reads_derived(a);
    });
  }

  bool reads_derived(const Assignment& assignment) const {
    const auto& columns = assignment.expression->columns;
    return std::any_of(columns.begin(), columns.end(),
                       [&](const auto& column) { return chain_.is_derived(column.second); });
  }

  Sql origin_of(ColumnId id) const {
    if (is_physical(change_, id)) return sql("{}.{}", kRow, change_.physical_name(id));
    return sql("({})", value_without_origin(folded_.columns.at({change_.either().id, id})));
  }

  Sql plain() const {
    std::vector<Sql> parts;
    for (const Assignment& a : assignments_) {
      RowValues values;
      for (const auto& [name, id] : a.expression->columns) values[id] = chain_.value_of(id);
      parts.push_back(sql("{} = {}", change_.physical_name(a.target), rewritten_value(a, values)));
    }
    return join(parts, ",\n    ");
  }

  Sql chained() const {
    std::vector<Identifier> targets;
    std::vector<Sql> values;
    std::vector<Sql> chain;
    for (const Assignment& a : assignments_) {
      chain.push_back(chain_.link(a));
      if (!is_physical(change_, a.target)) continue;
      targets.push_back(change_.physical_name(a.target));
      values.push_back(chain_.derived(a.target));
    }
    return sql("({}) = (\n    SELECT {}\n    FROM {})", targets, join(values, ", "),
               join(chain, ",\n      "));
  }

  const TableChange& change_;
  const std::vector<Assignment>& assignments_;
  const Folded& folded_;
  const ValueChain chain_;
};

std::vector<Identifier> triggers_that_fire(const Table& table, bool may_silence) {
  std::vector<Identifier> names;
  if (may_silence) return names;
  for (const Trigger& trigger : table.triggers)
    if (trigger.enabled && trigger.fires_on_update) names.push_back(trigger.name);
  return names;
}

}  // namespace

Step backfill_step(const TableWork& work, const QualifiedName& table, const Folded& folded,
                   bool may_silence_triggers) {
  const Identifier& mark = *work.mark;
  const Update update(*work.change, work.composition, folded);
  const std::string name = name_in_plan(table, work);
  Backfill backfill{
      .table = table,
      .update = {.sql = sql("UPDATE {} AS {}\nSET {},\n    {} = NULL\n"
                            "WHERE {}.ctid >= $1::tid AND {}.ctid < $2::tid AND {}.{} = 0\n"
                            "  AND pg_catalog.hashtid({}.ctid) & $3 = $4",
                            table, kRow, update.assignments(), mark, kRow, kRow, kRow, mark, kRow),
                 .lock = LockMode::row_exclusive,
                 .cost = Cost::writes_rows,
                 .table = table},
      // A count, since PostgreSQL scans for one with several processes, and for LIMIT 1 with one.
      .unfilled = {.sql =
                       sql("SELECT count(*) FROM {} WHERE {} = 0 HAVING count(*) > 0", table, mark),
                   .lock = LockMode::access_share,
                   .cost = Cost::scans_table,
                   .table = table},
      .triggers = triggers_that_fire(*work.change->before, may_silence_triggers),
      .in_order =
          std::any_of(work.composition.up.begin(), work.composition.up.end(), numbers_rows)};
  return {.id = "backfill." + name,
          .phase = Phase::backfill,
          .title = name + ": fill the rows that are there",
          .work = std::move(backfill),
          .reversal = NothingToUndo{"the filled columns go with the expand step"}};
}

}  // namespace zdm::planner
