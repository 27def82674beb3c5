#include "plan_estimates_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <variant>
#include <vector>

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
          {"bytes", extent.bytes},
          {"read_sample",
           extent.read ? Json{{"bytes", extent.read->bytes}, {"seconds", extent.read->seconds}}
                       : Json()}};
}

// Adds to a work as it stands in the plan's JSON: each of its statements under its key.
struct AddToStatements {
  Json& json;
  const Extents& extents;

  void operator()(const Transaction& work) { add("statements", work.statements); }
  void operator()(const BuildIndex& work) {
    add("create", work.create);
    add("drop", work.drop);
  }
  void operator()(const DropIndex& work) { add("drop", work.drop); }
  void operator()(const OutsideTransaction& work) { add("statements", work.statements); }
  void operator()(const Backfill& work) {
    add("update", work.update);
    add("unfilled", work.unfilled);
  }
  void operator()(const Proof& work) { add("query", work.query); }
  void operator()(const PublishAsFound&) {}

 private:
  void add(const char* key, const Statement& statement) { add_to(json.at(key), statement); }

  void add(const char* key, const std::vector<Statement>& statements) {
    for (std::size_t i = 0; i < statements.size(); ++i) add_to(json.at(key).at(i), statements[i]);
  }

  void add_to(Json& there, const Statement& statement) const {
    if (const auto told = estimate(statement, extents)) there["estimate"] = as_json(*told);
  }
};

}  // namespace

void add_estimates(Json& json, const Plan& plan, const Extents& extents) {
  for (std::size_t i = 0; i < plan.steps.size(); ++i)
    std::visit(AddToStatements{json["steps"].at(i)["work"], extents}, plan.steps[i].work);
  Json tables = Json::array();
  for (const auto& [name, extent] : extents.tables) tables.push_back(as_json(name, extent));
  json["estimates"] = {{"tables", std::move(tables)},
                       {"start", as_json(estimate_of_start(plan, extents))},
                       {"complete", as_json(estimate_of_complete(plan, extents))},
                       {"grounds", grounds(plan, extents)}};
}

}  // namespace zdm::cli
