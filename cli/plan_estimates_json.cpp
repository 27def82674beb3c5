#include "plan_estimates_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "plan/estimate.hpp"

namespace zdm::cli {
namespace {

Json as_json(const Estimate& estimate) {
  return {{"rows", estimate.rows ? Json(*estimate.rows) : Json()},
          {"bytes", estimate.bytes},
          {"seconds", std::round(estimate.seconds * 10) / 10}};
}

Json as_json(const std::optional<Estimate>& estimate) {
  return estimate ? as_json(*estimate) : Json();
}

Json as_json(const QualifiedName& name, const TableExtent& extent) {
  return {{"table", {{"schema", name.schema.str()}, {"name", name.name.str()}}},
          {"rows", extent.rows ? Json(*extent.rows) : Json()},
          {"bytes", extent.bytes}};
}

// The statement as it stands in the plan's JSON.
bool is_statement(const Json& json) { return json.contains("sql") && json.contains("cost"); }

std::optional<Estimate> estimate_of(const Json& statement, const Extents& extents) {
  if (!statement.contains("table")) return std::nullopt;
  const Json& table = statement["table"];
  return estimate({.sql = {},
                   .lock = LockMode::none,
                   .cost = cost(statement["cost"].get<std::string>()).value_or(Cost::brief),
                   .table = QualifiedName{Identifier(table["schema"].get<std::string>()),
                                          Identifier(table["name"].get<std::string>())}},
                  extents);
}

void add_to_statements(Json& json, const Extents& extents) {
  if (!json.is_structured()) return;
  if (json.is_object() && is_statement(json)) {
    if (const auto told = estimate_of(json, extents)) json["estimate"] = as_json(*told);
    return;
  }
  for (Json& each : json) add_to_statements(each, extents);
}

}  // namespace

void add_estimates(Json& json, const Plan& plan, const Extents& extents) {
  for (Json& step : json["steps"]) add_to_statements(step["work"], extents);
  Json tables = Json::array();
  for (const auto& [name, extent] : extents.tables) tables.push_back(as_json(name, extent));
  json["estimates"] = {{"tables", std::move(tables)},
                       {"start", as_json(estimate_of_start(plan, extents))},
                       {"complete", as_json(estimate_of_complete(plan, extents))},
                       {"grounds", grounds(plan, extents)}};
}

}  // namespace zdm::cli
