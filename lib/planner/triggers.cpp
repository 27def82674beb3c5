#include "planner/triggers.hpp"

#include <algorithm>

#include "core/name.hpp"
#include "planner/trigger_function.hpp"
#include "planner/write_origin.hpp"
#include "sql/version_ddl.hpp"

namespace zdm::planner {
namespace {

// The first prefix whose names sort as they must.
template <typename Prefixes, typename Fits>
std::string prefix_that(const Prefixes& prefixes, Fits fits) {
  for (const char* prefix : prefixes)
    if (fits(std::string(prefix))) return prefix;
  return prefixes.back();
}

}  // namespace

TriggerNames trigger_names(const Table& table) {
  const auto all = [&](auto holds) {
    return std::all_of(table.triggers.begin(), table.triggers.end(), holds);
  };
  const std::string first = prefix_that(
      std::vector<const char*>{"!zdm_down", " !zdm_down", "\x01zdm_down"},
      [&](const std::string& p) {
        return all([&](const Trigger& t) { return p < t.name.str().substr(0, p.size()); });
      });
  // The last resort is the greatest character of UTF-8.
  const std::string last =
      prefix_that(std::vector<const char*>{"~zdm_up", "~~zdm_up", "\xF4\x8F\xBF\xBFzdm_up"},
                  [&](const std::string& p) {
                    return all([&](const Trigger& t) { return t.name.str() < p; });
                  });
  return {.down_insert = Identifier(first + "_insert"),
          .down_update = Identifier(first + "_update"),
          .up_insert = Identifier(last + "_insert"),
          .up_update = Identifier(last + "_update"),
          .update_partition = Identifier(last + "_update_partition")};
}

namespace {

// The functions and triggers of one table, as they are put together.
class Triggers {
 public:
  Triggers(const TableWork& work, const Context& context)
      : work_(work),
        context_(context),
        origin_(*work.change, work.composition, context.version_schema, work.mark),
        names_(trigger_names(*work.change->before)) {}

  DualWriteTriggers made() {
    if (!work_.composition.down.empty()) add_down();
    if (!work_.composition.up.empty()) add_up();
    if (work_.moved) add_moved();
    made_.drop.insert(made_.drop.end(), drop_functions_.begin(), drop_functions_.end());
    return std::move(made_);
  }

 private:
  void add_down() {
    const auto down = add_function(
        "down",
        down_function_body(*work_.change, work_.composition, context_.folded, origin_, work_.mark));
    add_trigger(names_.down_insert, ddl::TriggerEvent::insert,
                of_inserted_rows(origin_.new_client_inserts()), down);
    add_trigger(names_.down_update, ddl::TriggerEvent::update, origin_.new_client_updates(), down);
  }

  void add_up() {
    const auto up = add_function("up", up_function_body(*work_.change, work_.composition,
                                                        context_.folded, origin_, work_.mark));
    add_trigger(names_.up_insert, ddl::TriggerEvent::insert,
                of_inserted_rows(origin_.old_client_inserts()), up);
    add_trigger(names_.up_update, ddl::TriggerEvent::update, origin_.old_client_updates(), up);
  }

  void add_moved() {
    const auto moved =
        add_function("moved", sql("BEGIN\n  NEW.{} := true;\n  RETURN NEW;\nEND", *work_.moved));
    add_trigger(names_.update_partition, ddl::TriggerEvent::update, partition_key_changed(), moved);
  }

  // An UPDATE that moves a row to another partition fires the triggers of UPDATE, and then those of
  // INSERT on the other partition, for a row that is whole already ("Overview of Trigger Behavior",
  // trigger-definition).
  Sql of_inserted_rows(const Sql& when) const {
    return work_.moved ? sql("NEW.{} IS NOT TRUE AND ({})", *work_.moved, when) : when;
  }

  Sql partition_key_changed() const {
    const Partitioning& partitioning = work_.change->before->partitioning;
    if (partitioning.key_has_expression) return sql("NEW OPERATOR(pg_catalog.*<>) OLD");
    return origin_.any_changed({partitioning.key.begin(), partitioning.key.end()});
  }

  QualifiedName add_function(const char* direction, const Sql& body) {
    const QualifiedName& table = work_.table();
    const QualifiedName function{context_.situation.state_schema,
                                 internal_name({direction, table.schema.str(), table.name.str()})};
    made_.functions.push_back(ddl::create_trigger_function(function, context_.search_path, body));
    drop_functions_.push_back(ddl::drop_function(function));
    return function;
  }

  void add_trigger(const Identifier& name, ddl::TriggerEvent event, const Sql& when,
                   const QualifiedName& function) {
    made_.triggers.push_back(ddl::create_row_trigger(work_.table(), name, event, when, function));
    made_.drop.push_back(ddl::drop_trigger(work_.table(), name));
  }

  const TableWork& work_;
  const Context& context_;
  WriteOrigin origin_;
  TriggerNames names_;
  DualWriteTriggers made_;
  std::vector<Statement> drop_functions_;
};

}  // namespace

DualWriteTriggers dual_write_triggers(const TableWork& work, const Context& context) {
  return Triggers(work, context).made();
}

}  // namespace zdm::planner
