#include "planner/write_origin.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "planner/column_text.hpp"

namespace zdm::planner {
namespace {

// Types whose = is true only for equal values, and fast. Others are compared by their image: = of
// citext, numeric or geometric types is true for values that differ, json has none at all. Each has
// an = of its own in pg_catalog, which nobody can put another before (character varying has none).
constexpr std::array<std::string_view, 11> kExactlyComparable{"bigint",
                                                              "boolean",
                                                              "bytea",
                                                              "date",
                                                              "inet",
                                                              "integer",
                                                              "smallint",
                                                              "text",
                                                              "timestamp with time zone",
                                                              "timestamp without time zone",
                                                              "uuid"};

bool is_exactly_comparable(const Column& column) {
  if (column.collation) return false;  // a nondeterministic collation has a lax =
  for (std::string_view type : kExactlyComparable)
    if (column.unmodified_type.text == type) return true;
  return false;
}

const Column& column_of(const TableChange& change, ColumnId id) {
  const Column* before = change.before->column(id);
  return before != nullptr ? *before : *change.after->column(id);
}

Sql any_of(const std::vector<Sql>& conditions) {
  if (conditions.empty()) return sql("false");
  if (conditions.size() == 1) return conditions.front();
  return sql("({})", join(conditions, " OR "));
}

}  // namespace

WriteOrigin::WriteOrigin(const TableChange& change, const Composition& composition,
                         const Identifier& version_schema, std::optional<Identifier> mark)
    : change_(change),
      composition_(composition),
      version_schema_(version_schema),
      mark_(std::move(mark)) {
  for (const Column* column : change.new_columns()) {
    if (column->generated) continue;  // nobody writes it, and a BEFORE trigger does not see it
    only_new_.insert(column->id);
    if (!has_physical_default(*column, composition)) only_new_empty_.insert(column->id);
  }
  for (const Column* column : change.gone_columns())
    if (!column->generated) only_old_.insert(column->id);
  for (const auto* assignments : {&composition.up, &composition.down})
    for (const Assignment& assignment : *assignments)
      for (ColumnId id : assignment.reads)
        if (only_new_.count(id) == 0 && only_old_.count(id) == 0) shared_reads_.insert(id);
}

Sql WriteOrigin::changed(ColumnId id) const {
  const Identifier& name = change_.physical_name(id);
  if (is_exactly_comparable(column_of(change_, id)))
    return sql("NEW.{} IS DISTINCT FROM OLD.{}", name, name);
  // As records: PostgreSQL takes ROW(a) op ROW(b) apart and looks for the operator of its columns.
  return sql("ROW(NEW.{})::record OPERATOR(pg_catalog.*<>) ROW(OLD.{})::record", name, name);
}

Sql WriteOrigin::any_changed(const std::set<ColumnId>& columns) const {
  std::vector<Sql> conditions;
  for (ColumnId id : columns) conditions.push_back(changed(id));
  return any_of(conditions);
}

Sql WriteOrigin::version_in_path() const {
  return sql("{}::pg_catalog.name = ANY (pg_catalog.current_schemas(false))",
             Literal{version_schema_.str()});
}

Sql WriteOrigin::backfill_stays_out() const {
  return mark_ ? sql("NEW.{} IS NOT DISTINCT FROM OLD.{} AND ", *mark_, *mark_) : sql("");
}

Sql WriteOrigin::new_client_inserts() const {
  std::vector<Sql> conditions;
  for (ColumnId id : only_new_empty_)
    conditions.push_back(sql("NEW.{} IS NOT NULL", change_.physical_name(id)));
  conditions.push_back(version_in_path());
  return join(conditions, " OR ");
}

Sql WriteOrigin::new_client_updates() const {
  std::vector<Sql> conditions;
  if (!only_new_.empty()) conditions.push_back(any_changed(only_new_));
  if (!shared_reads_.empty())
    conditions.push_back(sql("(NOT {} AND {} AND {})", any_changed(only_old_),
                             any_changed(shared_reads_), version_in_path()));
  return sql("{}{}", backfill_stays_out(), any_of(conditions));
}

Sql WriteOrigin::old_client_inserts() const {
  if (composition_.down.empty()) return sql("NOT ({})", new_client_inserts());
  return sql("NEW.{} IS NULL", *mark_);
}

Sql WriteOrigin::old_client_updates() const {
  std::set<ColumnId> read_by_up;
  for (const Assignment& assignment : composition_.up)
    read_by_up.insert(assignment.reads.begin(), assignment.reads.end());
  if (!composition_.down.empty())
    return sql("{}(OLD.{} = 0 OR {})", backfill_stays_out(), *mark_, any_changed(read_by_up));
  return sql("{}NOT {} AND (OLD.{} = 0 OR ({} AND ({} OR NOT {})))", backfill_stays_out(),
             any_changed(only_new_), *mark_, any_changed(read_by_up), any_changed(only_old_),
             version_in_path());
}

std::set<ColumnId> WriteOrigin::relevant_to_new_client() const {
  std::set<ColumnId> relevant = only_new_;
  relevant.insert(shared_reads_.begin(), shared_reads_.end());
  return relevant;
}

}  // namespace zdm::planner
