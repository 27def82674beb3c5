#include "plan/plan_json.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/error.hpp"

namespace zdm {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorKind::failed, "this is not a plan of this version of zdm: " + why,
              "make it anew with zdm plan -o");
}

// --- Writing ---

Json to_json(const QualifiedName& name) {
  return {{"schema", name.schema.str()}, {"name", name.name.str()}};
}

Json to_json(const Statement& statement) {
  Json json{{"sql", statement.sql.text()},
            {"lock", to_string(statement.lock)},
            {"cost", to_string(statement.cost)}};
  if (statement.table) json["table"] = to_json(*statement.table);
  for (const TableLock& lock : statement.also)
    json["also"].push_back({{"table", to_json(lock.table)}, {"lock", to_string(lock.mode)}});
  if (statement.bounded) json["bounded"] = true;
  return json;
}

Json to_json(const std::vector<Identifier>& names) {
  Json list = Json::array();
  for (const Identifier& name : names) list.push_back(name.str());
  return list;
}

Json to_json(const std::optional<Identifier>& name) {
  return name ? Json(name->str()) : Json(nullptr);
}

Json to_json(const MappedTable& table) {
  Json json{{"physical", to_json(table.physical)},
            {"old", to_json(table.old_name)},
            {"new", to_json(table.new_name)},
            {"columns", Json::array()}};
  for (const MappedColumn& column : table.columns)
    json["columns"].push_back({{"physical", column.physical.str()},
                               {"old", to_json(column.old_name)},
                               {"new", to_json(column.new_name)}});
  return json;
}

Json to_json(const std::vector<Statement>& statements) {
  Json list = Json::array();
  for (const Statement& statement : statements) list.push_back(to_json(statement));
  return list;
}

struct WorkToJson {
  Json operator()(const Transaction& work) const {
    return {{"kind", "transaction"}, {"statements", to_json(work.statements)}};
  }
  Json operator()(const BuildIndex& work) const {
    return {{"kind", "build_index"},
            {"index", to_json(work.index)},
            {"create", to_json(work.create)},
            {"drop", to_json(work.drop)}};
  }
  Json operator()(const DropIndex& work) const {
    return {{"kind", "drop_index"}, {"drop", to_json(work.drop)}};
  }
  Json operator()(const OutsideTransaction& work) const {
    return {{"kind", "outside_transaction"}, {"statements", to_json(work.statements)}};
  }
  Json operator()(const Backfill& work) const {
    return {{"kind", "backfill"},
            {"table", to_json(work.table)},
            {"update", to_json(work.update)},
            {"unfilled", to_json(work.unfilled)},
            {"triggers", to_json(work.triggers)},
            {"in_order", work.in_order}};
  }
  Json operator()(const Proof& work) const {
    return {{"kind", "proof"}, {"query", to_json(work.query)}, {"claim", work.claim}};
  }
  Json operator()(const PublishAsFound& work) const {
    return {{"kind", "publish_as_found"}, {"version_schema", work.version_schema.str()}};
  }
};

struct ReversalToJson {
  Json operator()(const NothingToUndo& reversal) const {
    return {{"kind", "nothing_to_undo"}, {"why", reversal.why}};
  }
  Json operator()(const Transaction& reversal) const { return WorkToJson{}(reversal); }
  Json operator()(const DropIndex& reversal) const { return WorkToJson{}(reversal); }
  Json operator()(const OutsideTransaction& reversal) const { return WorkToJson{}(reversal); }
  Json operator()(const Irreversible& reversal) const {
    return {{"kind", "irreversible"}, {"why", reversal.why}, {"loses", reversal.loses}};
  }
};

Json to_json(const Step& step) {
  return {{"id", step.id},
          {"phase", to_string(step.phase)},
          {"title", step.title},
          {"work", std::visit(WorkToJson{}, step.work)},
          {"reversal", std::visit(ReversalToJson{}, step.reversal)}};
}

// --- Reading ---

std::string text(const Json& json, const char* key) { return json.at(key).get<std::string>(); }

Identifier identifier(const Json& json, const char* key) { return Identifier(text(json, key)); }

QualifiedName qualified_name(const Json& json) {
  return {identifier(json, "schema"), identifier(json, "name")};
}

// The value that a text stands for, told by `parse`.
template <typename Parse>
auto known(const Json& json, const char* key, Parse parse) {
  const std::string word = text(json, key);
  const auto value = parse(word);
  if (!value) refuse(fmt::format("unknown {} \"{}\"", key, word));
  return *value;
}

Statement statement(const Json& json) {
  Statement read{.sql = Sql::raw(text(json, "sql")),
                 .lock = known(json, "lock", lock_mode),
                 .cost = known(json, "cost", cost),
                 .table = {}};
  if (json.contains("table")) read.table = qualified_name(json["table"]);
  if (json.contains("also"))
    for (const Json& lock : json["also"])
      read.also.push_back(
          {.table = qualified_name(lock.at("table")), .mode = known(lock, "lock", lock_mode)});
  read.bounded = json.value("bounded", false);
  return read;
}

std::vector<Identifier> identifiers(const Json& json) {
  std::vector<Identifier> read;
  for (const Json& each : json) read.emplace_back(each.get<std::string>());
  return read;
}

std::vector<Statement> statements(const Json& json) {
  std::vector<Statement> read;
  for (const Json& each : json.at("statements")) read.push_back(statement(each));
  return read;
}

BuildIndex build_index(const Json& json) {
  return {qualified_name(json.at("index")), statement(json.at("create")),
          statement(json.at("drop"))};
}

DropIndex drop_index(const Json& json) { return {statement(json.at("drop"))}; }

Backfill backfill(const Json& json) {
  return {.table = qualified_name(json.at("table")),
          .update = statement(json.at("update")),
          .unfilled = statement(json.at("unfilled")),
          .triggers = identifiers(json.at("triggers")),
          .in_order = json.at("in_order").get<bool>()};
}

Proof proof(const Json& json) { return {statement(json.at("query")), text(json, "claim")}; }

Work work(const Json& json) {
  const std::string kind = text(json, "kind");
  if (kind == "transaction") return Transaction{statements(json)};
  if (kind == "build_index") return build_index(json);
  if (kind == "drop_index") return drop_index(json);
  if (kind == "outside_transaction") return OutsideTransaction{statements(json)};
  if (kind == "backfill") return backfill(json);
  if (kind == "proof") return proof(json);
  if (kind == "publish_as_found") return PublishAsFound{identifier(json, "version_schema")};
  refuse(fmt::format("unknown work \"{}\"", kind));
}

Reversal reversal(const Json& json) {
  const std::string kind = text(json, "kind");
  if (kind == "nothing_to_undo") return NothingToUndo{text(json, "why")};
  if (kind == "transaction") return Transaction{statements(json)};
  if (kind == "drop_index") return drop_index(json);
  if (kind == "outside_transaction") return OutsideTransaction{statements(json)};
  if (kind == "irreversible") return Irreversible{text(json, "why"), text(json, "loses")};
  refuse(fmt::format("unknown reversal \"{}\"", kind));
}

std::optional<Identifier> optional_identifier(const Json& json, const char* key) {
  return json.at(key).is_null() ? std::nullopt : std::optional(identifier(json, key));
}

MappedTable mapped_table(const Json& json) {
  MappedTable read{.physical = qualified_name(json.at("physical")),
                   .old_name = optional_identifier(json, "old"),
                   .new_name = optional_identifier(json, "new"),
                   .columns = {}};
  for (const Json& each : json.at("columns"))
    read.columns.push_back({.physical = identifier(each, "physical"),
                            .old_name = optional_identifier(each, "old"),
                            .new_name = optional_identifier(each, "new")});
  return read;
}

Step step(const Json& json) {
  return {.id = text(json, "id"),
          .phase = known(json, "phase", phase),
          .title = text(json, "title"),
          .work = work(json.at("work")),
          .reversal = reversal(json.at("reversal"))};
}

Plan plan(const Json& json) {
  if (json.at("format") != Plan::kFormat)
    refuse(fmt::format("its format is {}, not {}", json["format"].dump(), Plan::kFormat));
  Plan read{.migration = text(json, "migration"),
            .description = text(json, "description"),
            .schema = identifier(json, "schema"),
            .version_schema = identifier(json, "version_schema"),
            .old_version_schema = {},
            .search_path = identifiers(json.at("search_path")),
            .steps = {}};
  if (json.contains("old_version_schema"))
    read.old_version_schema = identifier(json, "old_version_schema");
  for (const Json& each : json.at("steps")) read.steps.push_back(step(each));
  if (json.contains("span")) read.span = json["span"].get<std::vector<std::string>>();
  // Plans that were stored before it was part of them have none.
  if (json.contains("tables"))
    for (const Json& each : json["tables"]) read.tables.push_back(mapped_table(each));
  return read;
}

}  // namespace

std::string plan_to_json(const Plan& plan) {
  Json json{{"format", Plan::kFormat},
            {"migration", plan.migration},
            {"description", plan.description},
            {"schema", plan.schema.str()},
            {"version_schema", plan.version_schema.str()}};
  if (!plan.span.empty()) json["span"] = plan.span;
  if (plan.old_version_schema) json["old_version_schema"] = plan.old_version_schema->str();
  json["search_path"] = to_json(plan.search_path);
  json["steps"] = Json::array();
  for (const Step& each : plan.steps) json["steps"].push_back(to_json(each));
  json["tables"] = Json::array();
  for (const MappedTable& each : plan.tables) json["tables"].push_back(to_json(each));
  return json.dump(2) + "\n";
}

Plan plan_from_json(std::string_view text) {
  try {
    return plan(Json::parse(text));
  } catch (const Json::exception& error) {
    refuse(error.what());
  }
}

}  // namespace zdm
