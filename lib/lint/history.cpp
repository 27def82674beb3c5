#include "lint/history.hpp"

#include <algorithm>
#include <utility>

#include "lint/alter_table.hpp"
#include "lint/locking.hpp"

namespace zdm::lint {
namespace {

// The last that stands under the key and passes.
template <typename Map, typename Predicate>
auto last_of(const Map& map, const std::string& key, Predicate predicate) {
  const typename Map::mapped_type* found = nullptr;
  const auto [begin, end] = map.equal_range(key);
  for (auto each = begin; each != end; ++each)
    if (predicate(each->second)) found = &each->second;
  return found;
}

// What belongs to a table stands under the table's name and its own.
std::string key(const TableName& table, const std::string& name) {
  return table.name + '\0' + name;
}

// A timeout of 0 is none.
bool is_zero(const std::string& text) {
  return text.empty() || text.find_first_not_of("0") == text.find_first_not_of("0123456789");
}

bool sets_a_bound(const SyntaxNode& value) {
  if (value.has("ival")) return value.at("ival").number("ival") != 0;
  return !is_zero(value.at("sval").text("sval"));
}

std::vector<std::string> columns_of(const SyntaxNode& index) {
  std::vector<std::string> columns;
  if (index.has("whereClause")) return columns;
  for (const SyntaxNode& element : index.list("indexParams"))
    columns.push_back(element.text("name"));
  return columns;
}

}  // namespace

// ---------------------------------------------------------------- what is known

const History::Table* History::table_made(const TableName& table) const {
  return last_of(tables_, table.name, [&](const Table& each) { return each.name.may_be(table); });
}

bool History::is_partitioned(const TableName& table) const {
  const Table* made = table_made(table);
  return made != nullptr && made->partitioned;
}

const History::Index* History::index_made(const TableName& index) const {
  return last_of(indexes_, index.name, [&](const Index& each) { return each.name.may_be(index); });
}

bool History::has_index_on(const TableName& table, const std::vector<std::string>& columns) const {
  if (columns.empty()) return false;
  return last_of(indexed_, key(table, columns.front()), [&](const Index& index) {
           return index.table.may_be(table) && index.columns.size() >= columns.size() &&
                  std::is_permutation(columns.begin(), columns.end(), index.columns.begin());
         }) != nullptr;
}

bool History::is_constrained_domain(const std::string& type) const {
  const auto domain = domains_.find(type);
  return domain != domains_.end() && domain->second;
}

const History::Constraint* History::constraint_made(const TableName& table,
                                                    const std::string& name) const {
  if (name.empty()) return nullptr;
  return last_of(constraints_, key(table, name),
                 [&](const Constraint& each) { return each.table.may_be(table); });
}

std::vector<const History::Constraint*> History::constraints_made(const TableName& table) const {
  std::vector<const Constraint*> found;
  const std::string begin = key(table, {});
  for (auto each = constraints_.lower_bound(begin);
       each != constraints_.end() && each->first.starts_with(begin); ++each)
    if (each->second.table.may_be(table)) found.push_back(&each->second);
  return found;
}

bool History::has_added(const TableName& table, const std::string& column) const {
  return last_of(columns_, key(table, column),
                 [&](const Column& each) { return each.table.may_be(table); }) != nullptr;
}

bool History::proves_not_null(const TableName& table, const std::string& column) const {
  return last_of(not_null_, key(table, column),
                 [&](const Column& each) { return each.table.may_be(table); }) != nullptr;
}

std::vector<const History::View*> History::views_on(const TableName& table) const {
  std::vector<const View*> found;
  for (const auto& [name, view] : views_)
    if (std::any_of(view.tables.begin(), view.tables.end(),
                    [&](const TableName& each) { return each.may_be(table); }))
      found.push_back(&view);
  return found;
}

bool History::has_just_added_enum_value(const std::string& value) const {
  return enum_values_.contains(value);
}

// ---------------------------------------------------------------- what a statement adds

void History::add(const ParsedStatement& statement) {
  const SyntaxNode& node = statement.node;
  add_locks(statement);
  add_made(node);
  add_constraints(node);
  add_table_changes(node);
  add_setting(node);
  add_set_config(node);
  add_transaction(node);
  if (!in_transaction()) commit();
}

void History::begin() { open_ = true; }

void History::commit() {
  open_ = false;
  ++transaction_;
  strong_lock_.reset();
  enum_values_.clear();
  for (Setting* setting : {&lock_timeout_, &statement_timeout_})
    setting->set = setting->set_in_session;
}

void History::add_made(const SyntaxNode& node) {
  if (node.is("CreateStmt")) add_table(node.table("relation"), node.has("partspec"));
  if (node.is("CreateTableAsStmt")) add_table(node.at("into").table("rel"), false);
  if (node.is("CreateSeqStmt")) add_table(node.table("sequence"), false);
  if (node.is("ViewStmt") && !node.flag("replace")) add_table(node.table("view"), false);
  if (node.is("IndexStmt")) add_index(node);
  if (node.is("ViewStmt")) add_view(node);
  if (node.is("RenameStmt")) add_rename(node);
  if (node.is("DropStmt")) add_drop(node);
  if (node.is("CreateDomainStmt")) add_domain(node);
  if (node.is("AlterEnumStmt")) add_enum_value(node);
}

void History::add_table(const TableName& name, bool partitioned) {
  tables_.insert({name.name, {name, partitioned}});
}

void History::add_constraints(const SyntaxNode& node) {
  for (const ConstraintDefinition& each : created_constraints(node)) add_constraint(each);
  for (const ConstraintDefinition& each : added_constraints(node)) add_constraint(each);
  for (const ColumnDefinition& column : created_columns(node))
    if (column.has("CONSTR_NOTNULL") || column.has("CONSTR_PRIMARY"))
      add_not_null(column.table, column.name);
}

void History::add_constraint(const ConstraintDefinition& definition) {
  const Constraint constraint{.table = definition.table,
                              .name = definition.name(),
                              .columns = definition.columns(),
                              .node = definition.node,
                              .transaction = transaction_,
                              .validated = !definition.node.flag("skip_validation")};
  constraints_.insert({key(constraint.table, constraint.name), constraint});
  const std::string kind = definition.kind();
  if (kind == "CONSTR_UNIQUE" || kind == "CONSTR_PRIMARY")
    add_indexed({{}, constraint.table, constraint.columns});
  if (constraint.validated) add_not_null(constraint.table, column_not_null(constraint.node));
}

void History::add_not_null(const TableName& table, const std::string& column) {
  if (!column.empty()) not_null_.insert({key(table, column), {table, column}});
}

void History::add_table_changes(const SyntaxNode& node) {
  for (const TableChange& change : table_changes(node)) {
    if (change.action == "AT_SetNotNull") add_not_null(change.table, change.name);
    if (change.action == "AT_ValidateConstraint") validate(change);
    if (change.action != "AT_AddColumn") continue;
    const std::string column = change.definition.text("colname");
    columns_.insert({key(change.table, column), {change.table, column}});
  }
}

void History::validate(const TableChange& change) {
  const auto [begin, end] = constraints_.equal_range(key(change.table, change.name));
  for (auto each = begin; each != end; ++each) {
    if (!each->second.table.may_be(change.table)) continue;
    each->second.validated = true;
    add_not_null(change.table, column_not_null(each->second.node));
  }
}

void History::add_index(const SyntaxNode& node) {
  const TableName table = node.table("relation");
  const std::string name = node.text("idxname");
  const Index index{{table.schema, name}, table, columns_of(node)};
  indexes_.insert({name, index});
  add_indexed(index);
}

void History::add_indexed(const Index& index) {
  for (const std::string& column : index.columns)
    indexed_.insert({key(index.table, column), index});
}

void History::add_view(const SyntaxNode& node) {
  const TableName name = node.table("view");
  View view{name, {}, node.at("query")};
  view.query.walk([&](const SyntaxNode& each) {
    if (each.is("RangeVar")) view.tables.push_back(each.table());
  });
  views_.insert({name.name, std::move(view)});
}

// A new table stays one under its new name.
void History::add_rename(const SyntaxNode& node) {
  const TableName table = node.table("relation");
  if (node.text("renameType") == "OBJECT_TABLE" && is_new(table))
    add_table({table.schema, node.text("newname")}, is_partitioned(table));
}

void History::add_drop(const SyntaxNode& node) {
  if (node.text("removeType") != "OBJECT_VIEW") return;
  for (const SyntaxNode& object : node.list("objects")) views_.erase(table_of(object.names()).name);
}

void History::add_domain(const SyntaxNode& node) {
  domains_[table_of(node.names("domainname")).name] = !node.list("constraints").empty();
}

void History::add_enum_value(const SyntaxNode& node) {
  if (!node.has("oldVal")) enum_values_.insert(node.text("newVal"));
}

// ---------------------------------------------------------------- settings and transactions

void History::change_setting(const std::string& name, bool set, bool is_local) {
  Setting* setting = name == "lock_timeout"        ? &lock_timeout_
                     : name == "statement_timeout" ? &statement_timeout_
                                                   : nullptr;
  if (setting == nullptr) return;
  if (is_local && !in_transaction()) return;  // PostgreSQL only warns
  setting->set = set;
  if (!is_local) setting->set_in_session = set;
}

void History::add_setting(const SyntaxNode& node) {
  if (node.is("DiscardStmt")) {
    if (node.text("target") == "DISCARD_ALL") change_setting("lock_timeout", false, false);
    return;
  }
  if (!node.is("VariableSetStmt")) return;
  const std::string kind = node.text("kind");
  if (kind == "VAR_RESET_ALL") {
    change_setting("lock_timeout", false, false);
    change_setting("statement_timeout", false, false);
    return;
  }
  const std::vector<SyntaxNode> values = node.list("args");
  const bool set = kind == "VAR_SET_VALUE" && !values.empty() && sets_a_bound(values.front());
  change_setting(node.text("name"), set, node.flag("is_local"));
}

void History::add_set_config(const SyntaxNode& node) {
  if (!node.is("SelectStmt")) return;
  node.walk([&](const SyntaxNode& call) {
    if (!call.is("FuncCall") || table_of(call.names("funcname")).name != "set_config") return;
    const std::vector<SyntaxNode> values = call.list("args");
    if (values.size() != 3) return;
    change_setting(values[0].at("sval").text("sval"), sets_a_bound(values[1]),
                   values[2].at("boolval").flag("boolval"));
  });
}

void History::add_transaction(const SyntaxNode& node) {
  if (!node.is("TransactionStmt")) return;
  const std::string kind = node.text("kind");
  if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START") begin();
  if (kind == "TRANS_STMT_COMMIT" || kind == "TRANS_STMT_ROLLBACK") commit();
}

void History::add_locks(const ParsedStatement& statement) {
  for (const Locking& locking : lockings(statement.node)) {
    if (is_new(locking.table) || locking.lock < LockMode::share) continue;
    if (!has_lock_timeout()) queued_without_timeout_ = true;
    if (locking.lock == LockMode::access_exclusive && in_transaction() && !strong_lock_)
      strong_lock_ = StrongLock{locking.table, statement.begin};
  }
}

}  // namespace zdm::lint
