#include "planner/trial.hpp"

#include <algorithm>

namespace zdm::planner {
namespace {

const Identifier kRow{"_zdm_row"};
const Identifier kNew{"_zdm_new"};
const std::string kHeldUp = "_zdm_h";
const std::string kHeldDown = "_zdm_b";

Identifier numbered(const std::string& prefix, long long number) {
  return Identifier(prefix + std::to_string(number));
}

// Does the column itself change or refuse a value on assignment, as varchar(5) does? A cast would
// silently cut it.
bool enforces(const Column& column) { return column.type != cast_type(column); }

// The value as the column takes it: an error where it is too long. By way of JSON, which is the
// only way in a query to have a type's input function called with the type's modifier.
Sql held_link(const Identifier& name, const Sql& value, const Column& column) {
  return sql(
      "LATERAL (SELECT \"_zdm_j\".v AS {} FROM pg_catalog.jsonb_to_record("
      "pg_catalog.jsonb_build_object('v', {}::text)) AS \"_zdm_j\"(v {})) AS {}",
      name, value, column.type, name);
}

const Assignment& found(const std::vector<Assignment>& assignments, ColumnId id) {
  return *std::find_if(assignments.begin(), assignments.end(),
                       [&](const Assignment& a) { return a.target == id; });
}

// What a client never writes, and a look at the rows does not find out.
std::set<ColumnId> computed_columns(const TableChange& change) {
  std::set<ColumnId> ids;
  for (const Column* column : change.new_columns())
    if (column->generated || column->identity != Identity::none || column->sequence)
      ids.insert(column->id);
  return ids;
}

}  // namespace

Trial::Trial(const TableWork& work, const Workings& workings, const std::set<std::string>& untried)
    : change_(*work.change),
      folded_(workings.folded),
      unknown_(computed_columns(change_)),
      known_up_(known(work.composition.up, "up", untried)),
      known_down_(known(work.composition.down, "down", untried)),
      up_(change_, known_up_, folded_, "_zdm_v", [this](ColumnId id) { return origin_of_up(id); }),
      down_(change_, known_down_, folded_, "_zdm_d",
            [this](ColumnId id) { return origin_of_down(id); }),
      ups_(stages(up_, known_up_, "up", kHeldUp)),
      downs_(stages(down_, known_down_, "down", kHeldDown)) {}

std::string Trial::name_of(const std::string& direction, const Assignment& assignment) const {
  return direction + " of " + change_.either().name.str() + "." + assignment.column.name.str();
}

std::vector<Assignment> Trial::known(const std::vector<Assignment>& all,
                                     const std::string& direction,
                                     const std::set<std::string>& untried) {
  std::vector<Assignment> result;
  for (const Assignment& assignment : all) {
    const auto& columns = assignment.expression->columns;
    const bool depends = std::any_of(columns.begin(), columns.end(),
                                     [&](const auto& c) { return !knows(c.second); });
    if (depends || numbers_rows(assignment) || untried.count(name_of(direction, assignment)) > 0)
      unknown_.insert(assignment.target);
    else
      result.push_back(assignment);
  }
  return result;
}

std::vector<Trial::Stage> Trial::stages(const ValueChain& chain,
                                        const std::vector<Assignment>& assignments,
                                        const std::string& direction,
                                        const std::string& held) const {
  std::vector<Stage> result;
  for (const Assignment& assignment : assignments) {
    const ColumnId id = assignment.target;
    Stage stage{.name = name_of(direction, assignment),
                .value = chain.derived(id),
                .links = {chain.link(assignment)}};
    if (is_physical(change_, id) && enforces(assignment.column)) {
      const Identifier name = numbered(held, id);
      stage.links.push_back(held_link(name, stage.value, assignment.column));
      stage.value = sql("{}.{}", name, name);
    }
    result.push_back(std::move(stage));
  }
  return result;
}

Sql Trial::rows(const QualifiedName& table, const Sql& condition) {
  return sql(
      "(SELECT \"_zdm_t\".ctid AS \"_zdm_ctid\", \"_zdm_t\".* FROM ONLY {} AS \"_zdm_t\"\n"
      "  WHERE {} OFFSET 0) AS {}",
      table, condition, kRow);
}

const Column& Trial::column(ColumnId id) const {
  if (const Column* made = change_.after->column(id)) return *made;
  return folded_.columns.at({change_.either().id, id});
}

Sql Trial::old_value(ColumnId id) const { return sql("{}.{}", kRow, change_.physical_name(id)); }

Sql Trial::origin_of_up(ColumnId id) const {
  if (change_.before->column(id) != nullptr) return old_value(id);
  return sql("({})", value_without_origin(column(id)));
}

Sql Trial::origin_of_down(ColumnId id) const {
  if (is_physical(change_, id)) return sql("{}.{}", kNew, change_.physical_name(id));
  return sql("({})", value_without_origin(column(id)));
}

Sql Trial::new_value(ColumnId id) const {
  if (!has_up(id)) return origin_of_up(id);
  const Identifier held = numbered(kHeldUp, id);
  return enforces(column(id)) ? sql("{}.{}", held, held) : up_.derived(id);
}

Sql Trial::down_value(ColumnId id) const {
  const Identifier held = numbered(kHeldDown, id);
  return enforces(column(id)) ? sql("{}.{}", held, held) : down_.derived(id);
}

const Assignment& Trial::up_of(ColumnId id) const { return found(known_up_, id); }
const Assignment& Trial::down_of(ColumnId id) const { return found(known_down_, id); }

Sql Trial::new_row() const {
  std::vector<Sql> columns;
  for (const auto& [id, name] : change_.columns)
    if (change_.before->column(id) != nullptr || knows(id))
      columns.push_back(sql("{} AS {}", new_value(id), name));
  return sql("LATERAL (SELECT {}) AS {}", join(columns, ", "), kNew);
}

Sql Trial::test(std::size_t number, const Sql& condition) const {
  const Identifier name = numbered("_zdm_t", static_cast<long long>(number));
  return sql("LATERAL (SELECT ({}) AS {} FROM (SELECT {}.*) AS {}) AS {}", condition, name, kNew,
             change_.after->name, name);
}

Sql Trial::test_value(std::size_t number) {
  const Identifier name = numbered("_zdm_t", static_cast<long long>(number));
  return sql("{}.{}", name, name);
}

}  // namespace zdm::planner
