#include <algorithm>
#include <string>

#include "planner/constraint_drop.hpp"
#include "planner/phases.hpp"
#include "planner/renames.hpp"
#include "planner/swap.hpp"
#include "planner/swap_names.hpp"
#include "planner/triggers.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/table_ddl.hpp"
#include "sql/version_ddl.hpp"
#include "sql/version_users.hpp"

namespace zdm::planner {
namespace {

Step contract_step(std::string id, std::string title, Work work, std::string loses = {}) {
  return {.id = std::move(id),
          .phase = Phase::contract,
          .title = std::move(title),
          .work = std::move(work),
          .reversal = Irreversible{.why = "complete is final", .loses = std::move(loses)}};
}

// What start has made of one table, each with a condition that holds while it is whole.
class Expectations {
 public:
  explicit Expectations(const TableWork& work) : table_(work.table()) {
    for (const IndexToBuild& build : work.carried.indexes) expect(build);
    for (const ConstraintToAdd& added : work.carried.constraints)
      for (const QualifiedName& table : tables_of(added, work))
        added.constraint->validated ? expect_valid(table, added.added_as)
                                    : expect_there(table, added.added_as);
    for (const Column* column : columns_to_prove(work))
      expect_valid(table_, not_null_proof(work.change->physical_name(column->id)));
    const TriggerNames names = trigger_names(*work.change->before);
    if (!work.composition.down.empty()) expect_triggers({names.down_insert, names.down_update});
    if (!work.composition.up.empty()) expect_triggers({names.up_insert, names.up_update});
  }

  bool empty() const { return rows_.empty(); }

  Statement query() const {
    return {
        .sql = sql("SELECT what FROM (VALUES\n  {}\n) AS expected (what, holds) WHERE NOT holds",
                   join(rows_, ",\n  ")),
        .lock = LockMode::none,
        .cost = Cost::brief,
        .table = {}};
  }

 private:
  Literal regclass() const { return {table_.quoted()}; }

  void expect(const std::string& what, const Sql& condition) {
    rows_.push_back(sql("({}, EXISTS ({}))", Literal{what}, condition));
  }

  // Over a partitioned table it is valid if those of all partitions are. For a constraint, it is
  // those that are there.
  void expect(const IndexToBuild& build) {
    if (build.constraint == nullptr || build.parts.empty())
      expect_index({table_.schema, build.built_as});
    else
      for (const PartIndex& part : build.parts)
        if (part.partition->has_rows) expect_index(in_schema_of(*part.partition, part.built_as));
  }

  void expect_index(const QualifiedName& index) {
    expect("index " + index.name.quoted() + " is there and valid",
           sql("SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass({}) AND "
               "indisvalid",
               Literal{index.quoted()}));
  }

  void expect_valid(const QualifiedName& table, const Identifier& name) {
    expect(
        "constraint " + name.quoted() + " is there and validated",
        sql("SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass({}) AND "
            "conname = {} AND convalidated",
            Literal{table.quoted()}, Literal{name.str()}));
  }

  // NOT VALID as it was before.
  void expect_there(const QualifiedName& table, const Identifier& name) {
    expect(
        "constraint " + name.quoted() + " is there",
        sql("SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass({}) AND "
            "conname = {}",
            Literal{table.quoted()}, Literal{name.str()}));
  }

  void expect_triggers(const std::vector<Identifier>& names) {
    for (const Identifier& name : names)
      expect("trigger " + name.quoted() + " is there and enabled",
             sql("SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass({}) AND "
                 "tgname = {} AND tgenabled <> 'D'",
                 regclass(), Literal{name.str()}));
  }

  QualifiedName table_;
  std::vector<Sql> rows_;
};

void add_check(std::vector<Step>& steps, const TableWork& work) {
  if (!work.change->kept()) return;
  const Expectations expectations(work);
  if (expectations.empty()) return;
  const std::string& name = work.table().name.str();
  steps.push_back(contract_step(
      "contract.check." + name, name + ": look whether all is still whole",
      Proof{.query = expectations.query(), .claim = "what start made for " + name + " is whole"}));
}

// Which views of the new version are not there.
Sql missing_views(const Context& context) {
  std::vector<Sql> names;
  const auto tables = context.folded.after.tables();
  for (const auto& table : tables)
    names.push_back(
        sql("{}", Literal{QualifiedName{context.version_schema, table->name}.quoted()}));
  return sql(
      "SELECT 'the view ' || name || ' is missing' FROM pg_catalog.unnest(ARRAY[{}]::text[]) AS "
      "expected (name)\n"
      "WHERE pg_catalog.to_regclass(name) IS NULL",
      join(names, ", "));
}

// Before anything goes: is the new version there, and can the old one go?
Step versions_check(const Context& context) {
  Sql query = sql("SELECT {} AS what WHERE pg_catalog.to_regnamespace({}) IS NULL",
                  Literal{"the schema " + context.version_schema.quoted() + " is missing"},
                  Literal{context.version_schema.quoted()});
  // What SQL of the user's makes is not known here.
  const bool tables_known =
      std::none_of(context.folded.raw_sql.begin(), context.folded.raw_sql.end(),
                   [](const RawSql& raw) { return !raw.on_complete; });
  if (tables_known) query = sql("{}\nUNION ALL\n{}", query, missing_views(context));
  if (context.situation.live_version_schema)
    query =
        sql("{}\nUNION ALL\n{}", query, users_of_version(*context.situation.live_version_schema));
  return contract_step(
      "contract.check", "look whether the new version is there and the old one can go",
      Proof{.query =
                {.sql = std::move(query), .lock = LockMode::none, .cost = Cost::brief, .table = {}},
            .claim = "the new version is there, and nothing else uses the old one"});
}

void add_index_drops(std::vector<Step>& steps, const TableWork& work) {
  for (const Index* index : work.carried.gone_indexes) {
    const Identifier& name = *index->existing;
    const QualifiedName dropped{work.table().schema, name};
    const Work drop = work.partitioned()
                          ? Work{Transaction{{ddl::drop_index(dropped, work.table())}}}
                          : Work{DropIndex{ddl::drop_index_concurrently(dropped, work.table())}};
    steps.push_back(contract_step("contract.index." + name.str(),
                                  work.table().name.str() + ": drop the index " + name.str(), drop,
                                  "index " + name.str()));
  }
}

// Before any column goes that they reference, in whichever table; the new ones hold already.
void add_reference_drops(std::vector<Step>& steps, const TableWork& work, const Context& context) {
  std::vector<Statement> statements;
  for (const Constraint* constraint : work.carried.gone_references)
    statements.push_back(drop_of(*constraint, work.table(), *constraint->existing, context.names));
  if (statements.empty()) return;
  const std::string& name = work.table().name.str();
  steps.push_back(contract_step("contract.references." + name,
                                name + ": drop the foreign keys on what goes",
                                Transaction{std::move(statements)}));
}

// All at once: they may reference each other.
void add_table_drops(std::vector<Step>& steps, const std::vector<TableWork>& works,
                     const Context& context) {
  std::vector<QualifiedName> tables;
  std::vector<QualifiedName> referenced;
  std::vector<Statement> statements;
  std::string names;
  for (const TableWork& work : works) {
    if (!work.change->dropped()) continue;
    tables.push_back(work.table());
    for (const Constraint& constraint : work.change->before->constraints)
      if (const ForeignKeyConstraint* key = constraint.foreign_key())
        referenced.push_back(context.names.referenced(*key));
    names += (names.empty() ? "" : ", ") + work.table().name.str();
    if (context.situation.live_version_schema)
      statements.push_back(
          ddl::drop_view({*context.situation.live_version_schema, work.table().name}));
  }
  if (tables.empty()) return;
  statements.push_back(ddl::drop_tables(tables, referenced));
  steps.push_back(contract_step("contract.drop", "drop " + names,
                                Transaction{std::move(statements)},
                                (tables.size() == 1 ? "table " : "tables ") + names));
}

// What has waited for its name: tables, among them those with names in a circle, and indexes.
void add_table_renames(std::vector<Step>& steps, const std::vector<TableWork>& works,
                       const Context& context) {
  std::vector<Rename> renames;
  for (const TableWork& work : works) {
    const TableChange& change = *work.change;
    if (change.dropped() || change.physical.name == change.after->name) continue;
    if (change.kept() && is_renamed_by_swap(change, context)) continue;
    renames.push_back({change.physical.name, change.after->name});
  }
  std::vector<Statement> statements;
  for (const auto& [from, to] : ordered_renames(std::move(renames)))
    statements.push_back(ddl::rename_table({context.before.schema, from}, to));
  // The index of a constraint gives the constraint its name.
  std::vector<Rename> indexes;
  for (const TableWork& work : works) {
    for (const auto& [name, until_now] : work.change->names_until_contract)
      indexes.push_back({until_now, name});
    for (const Rename& late : late_index_names(work, context)) indexes.push_back(late);
  }
  for (const auto& [from, to] : ordered_renames(std::move(indexes)))
    statements.push_back(ddl::rename_index({context.before.schema, from}, to));
  if (statements.empty()) return;
  steps.push_back(contract_step("contract.names", "tables and indexes get their own names",
                                Transaction{std::move(statements)}));
}

}  // namespace

std::vector<Step> contract_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps{versions_check(context)};
  for (const TableWork& work : works) add_check(steps, work);
  for (const TableWork& work : works) add_reference_drops(steps, work, context);
  for (const TableWork& work : works)
    if (work.change->kept()) add_index_drops(steps, work);
  for (const TableWork& work : works)
    if (work.change->kept())
      if (auto step = swap_step(work, context)) steps.push_back(std::move(*step));
  add_table_drops(steps, works, context);
  add_table_renames(steps, works, context);
  return steps;
}

}  // namespace zdm::planner
