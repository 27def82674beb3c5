#include "planner/triggers.hpp"

#include <algorithm>

#include "core/name.hpp"
#include "planner/trigger_function.hpp"
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
          .up_update = Identifier(last + "_update")};
}

DualWriteTriggers dual_write_triggers(const TableChange& change, const Composition& composition,
                                      const Folded& folded, const WriteOrigin& origin,
                                      const std::optional<Identifier>& mark,
                                      const Identifier& state_schema,
                                      const std::vector<Identifier>& search_path) {
  DualWriteTriggers made;
  const QualifiedName& table = change.physical;
  const TriggerNames names = trigger_names(*change.before);
  std::vector<Statement> drop_functions;
  const auto add_function = [&](const char* direction, const Sql& body) {
    const QualifiedName function{state_schema,
                                 internal_name({direction, table.schema.str(), table.name.str()})};
    made.functions.push_back(ddl::create_trigger_function(function, search_path, body));
    drop_functions.push_back(ddl::drop_function(function));
    return function;
  };
  const auto add_trigger = [&](const Identifier& name, ddl::TriggerEvent event, const Sql& when,
                               const QualifiedName& function) {
    made.triggers.push_back(ddl::create_row_trigger(table, name, event, when, function));
    made.drop.push_back(ddl::drop_trigger(table, name));
  };
  if (!composition.down.empty()) {
    const auto down =
        add_function("down", down_function_body(change, composition, folded, origin, mark));
    add_trigger(names.down_insert, ddl::TriggerEvent::insert, origin.new_client_inserts(), down);
    add_trigger(names.down_update, ddl::TriggerEvent::update, origin.new_client_updates(), down);
  }
  if (!composition.up.empty()) {
    const auto up = add_function("up", up_function_body(change, composition, folded, origin, mark));
    add_trigger(names.up_insert, ddl::TriggerEvent::insert, origin.old_client_inserts(), up);
    add_trigger(names.up_update, ddl::TriggerEvent::update, origin.old_client_updates(), up);
  }
  made.drop.insert(made.drop.end(), drop_functions.begin(), drop_functions.end());
  return made;
}

}  // namespace zdm::planner
