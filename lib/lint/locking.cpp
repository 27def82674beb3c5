#include "lint/locking.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "lint/alter_table.hpp"
#include "lint/volatility.hpp"

namespace zdm::lint {
namespace {

using Lockings = std::vector<Locking>;

struct ActionLock {
  std::string_view action;
  LockMode lock;
  Cost cost = Cost::brief;
};

// ALTER TABLE takes ACCESS EXCLUSIVE and is brief, but for these (AlterTableGetLockLevel in
// PostgreSQL's source).
constexpr auto kSue = LockMode::share_update_exclusive;
constexpr auto kSre = LockMode::share_row_exclusive;
constexpr auto kAe = LockMode::access_exclusive;
constexpr std::array<ActionLock, 23> kActions{{
    {"AT_ValidateConstraint", kSue, Cost::scans_table},
    {"AT_SetStatistics", kSue},
    {"AT_ClusterOn", kSue},
    {"AT_DropCluster", kSue},
    {"AT_SetOptions", kSue},
    {"AT_ResetOptions", kSue},
    {"AT_SetRelOptions", kSue},
    {"AT_ResetRelOptions", kSue},
    {"AT_AttachPartition", kSue},
    {"AT_EnableTrig", kSre},
    {"AT_EnableAlwaysTrig", kSre},
    {"AT_EnableReplicaTrig", kSre},
    {"AT_EnableTrigAll", kSre},
    {"AT_EnableTrigUser", kSre},
    {"AT_DisableTrig", kSre},
    {"AT_DisableTrigAll", kSre},
    {"AT_DisableTrigUser", kSre},
    {"AT_AlterColumnType", kAe, Cost::rewrites_table},
    {"AT_SetNotNull", kAe, Cost::scans_table},
    {"AT_SetUnLogged", kAe, Cost::rewrites_table},
    {"AT_SetLogged", kAe, Cost::rewrites_table},
    {"AT_SetTableSpace", kAe, Cost::rewrites_table},
    {"AT_AddIdentity", kAe},
}};

Cost cost_of_constraint(const SyntaxNode& constraint) {
  const std::string kind = constraint.text("contype");
  if (kind == "CONSTR_CHECK" || kind == "CONSTR_FOREIGN")
    return constraint.flag("skip_validation") ? Cost::brief : Cost::scans_table;
  if (constraint.has("indexname")) return Cost::brief;
  return Cost::builds_index;
}

Cost cost_of_column(const ColumnDefinition& column) {
  if (column.has("CONSTR_GENERATED") || column.has("CONSTR_IDENTITY") || is_serial(column.type()))
    return Cost::rewrites_table;
  for (const SyntaxNode& value : column.constraints("CONSTR_DEFAULT"))
    if (!volatile_function(value.at("raw_expr")).empty()) return Cost::rewrites_table;
  if (column.has("CONSTR_UNIQUE") || column.has("CONSTR_PRIMARY")) return Cost::builds_index;
  const bool is_not_null_at_once = column.has("CONSTR_NOTNULL") && column.is_empty();
  return column.has("CONSTR_CHECK") || is_not_null_at_once ? Cost::scans_table : Cost::brief;
}

Locking locking_of(const TableChange& change) {
  for (const ActionLock& each : kActions)
    if (each.action == change.action) return {change.table, each.lock, each.cost};
  Locking locking{change.table, kAe, Cost::brief};
  if (change.action == "AT_AddColumn")
    locking.cost = cost_of_column(column_definition(change.table, change.definition));
  if (change.action == "AT_AddConstraint") locking.cost = cost_of_constraint(change.definition);
  if (change.adds_constraint("CONSTR_FOREIGN")) locking.lock = kSre;
  if (change.action == "AT_DetachPartition" && change.definition.flag("concurrent"))
    locking.lock = kSue;
  return locking;
}

void add(Lockings& all, const Locking& one) {
  const auto known = std::find_if(all.begin(), all.end(),
                                  [&](const Locking& each) { return each.table == one.table; });
  if (known == all.end()) {
    all.push_back(one);
    return;
  }
  known->lock = std::max(known->lock, one.lock);
  known->cost = std::max(known->cost, one.cost);
}

void add_referenced(Lockings& all, const SyntaxNode& constraint) {
  if (constraint.text("contype") == "CONSTR_FOREIGN")
    add(all, {constraint.table("pktable"), kSre, Cost::brief});
}

Lockings of_alter_table(const SyntaxNode& statement) {
  Lockings all;
  for (const TableChange& change : table_changes(statement)) {
    add(all, locking_of(change));
    if (change.action == "AT_AttachPartition" || change.action == "AT_DetachPartition")
      add(all, {change.definition.table("name"), kAe,
                change.action == "AT_AttachPartition" ? Cost::scans_table : Cost::brief});
  }
  for (const ConstraintDefinition& constraint : added_constraints(statement))
    add_referenced(all, constraint.node);
  return all;
}

Lockings of_create_table(const SyntaxNode& statement) {
  Lockings all;
  for (const ConstraintDefinition& constraint : created_constraints(statement))
    add_referenced(all, constraint.node);
  if (statement.has("partbound"))
    for (const SyntaxNode& parent : statement.list("inhRelations"))
      add(all, {parent.table(), kAe, Cost::brief});
  return all;
}

// Of a trigger or a policy the table stands before its name.
Lockings of_drop(const SyntaxNode& statement) {
  Lockings all;
  const std::string kind = statement.text("removeType");
  for (const SyntaxNode& object : statement.list("objects")) {
    std::vector<std::string> names = object.names();
    if (kind == "OBJECT_TABLE") add(all, {table_of(names), kAe, Cost::brief});
    if (kind != "OBJECT_TRIGGER" && kind != "OBJECT_POLICY" && kind != "OBJECT_RULE") continue;
    if (!names.empty()) names.pop_back();
    add(all, {table_of(names), kAe, Cost::brief});
  }
  return all;
}

Lockings of_vacuum(const SyntaxNode& statement) {
  bool full = false;
  for (const SyntaxNode& option : statement.list("options"))
    full = full || option.text("defname") == "full";
  Lockings all;
  for (const SyntaxNode& each : statement.list("rels"))
    add(all, {each.table("relation"), full ? kAe : kSue,
              full ? Cost::rewrites_table : Cost::scans_table});
  return all;
}

Lockings of_relations(const SyntaxNode& statement, LockMode lock, Cost cost) {
  Lockings all;
  for (const SyntaxNode& relation : statement.list("relations"))
    add(all, {relation.table(), lock, cost});
  return all;
}

Lockings of_rename(const SyntaxNode& statement) {
  static constexpr std::array<std::string_view, 4> kKinds{"OBJECT_TABLE", "OBJECT_COLUMN",
                                                          "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER"};
  const std::string kind = statement.text(statement.is("RenameStmt") ? "renameType" : "objectType");
  if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) return {};
  return {{statement.table("relation"), kAe, Cost::brief}};
}

bool is_concurrent_reindex(const SyntaxNode& statement) {
  const auto params = statement.list("params");
  return std::any_of(params.begin(), params.end(), [](const SyntaxNode& param) {
    return param.text("defname") == "concurrently";
  });
}

Lockings of_reindex(const SyntaxNode& statement) {
  if (statement.text("kind") != "REINDEX_OBJECT_TABLE") return {};
  const LockMode lock = is_concurrent_reindex(statement) ? kSue : LockMode::share;
  return {{statement.table("relation"), lock, Cost::builds_index}};
}

Lockings one(const TableName& table, LockMode lock, Cost cost) { return {{table, lock, cost}}; }

}  // namespace

std::vector<Locking> lockings(const SyntaxNode& node) {
  if (node.is("AlterTableStmt")) return of_alter_table(node);
  if (node.is("CreateStmt")) return of_create_table(node);
  if (node.is("DropStmt")) return of_drop(node);
  if (node.is("VacuumStmt")) return of_vacuum(node);
  if (node.is("ReindexStmt")) return of_reindex(node);
  if (node.is("RenameStmt") || node.is("AlterObjectSchemaStmt")) return of_rename(node);
  if (node.is("TruncateStmt")) return of_relations(node, kAe, Cost::brief);
  if (node.is("LockStmt"))
    return of_relations(node, static_cast<LockMode>(node.number("mode")), Cost::brief);
  if (node.is("IndexStmt"))
    return one(node.table("relation"), node.flag("concurrent") ? kSue : LockMode::share,
               Cost::builds_index);
  if (node.is("CreateTrigStmt")) return one(node.table("relation"), kSre, Cost::brief);
  if (node.is("CreatePolicyStmt") || node.is("AlterPolicyStmt"))
    return one(node.table("table"), kAe, Cost::brief);
  if (node.is("RuleStmt")) return one(node.table("relation"), kAe, Cost::brief);
  if (node.is("ClusterStmt")) return one(node.table("relation"), kAe, Cost::rewrites_table);
  if (node.is("UpdateStmt") || node.is("DeleteStmt") || node.is("InsertStmt"))
    return one(node.table("relation"), LockMode::row_exclusive, Cost::writes_rows);
  return {};
}

}  // namespace zdm::lint
