#include "planner/planner.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "planner/backfill.hpp"
#include "planner/changed_references.hpp"
#include "planner/constrained_domains.hpp"
#include "planner/exclusions.hpp"
#include "planner/identity.hpp"
#include "planner/mapping.hpp"
#include "planner/phases.hpp"
#include "planner/raw_sql.hpp"
#include "planner/refusals.hpp"
#include "planner/rules.hpp"
#include "planner/set_default.hpp"
#include "planner/statistics.hpp"
#include "planner/step_ids.hpp"
#include "planner/views.hpp"
#include "planner/workings.hpp"

namespace zdm {
namespace planner {
namespace {

void append(std::vector<Step>& to, std::vector<Step> from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

std::vector<Step> backfill_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps;
  for (const TableWork& work : works)
    if (work.mark)
      for (const QualifiedName& table : work.row_tables())
        steps.push_back(
            backfill_step(work, table, context.folded, context.facts.may_silence_triggers));
  return steps;
}

std::map<ColumnId, Identifier> own_names(const Table& table) {
  std::map<ColumnId, Identifier> names;
  for (const Column& column : table.columns) names[column.id] = column.name;
  return names;
}

ViewSource unchanged_source(const Table& table, const Identifier& schema) {
  return {.table = &table,
          .physical = {schema, table.name},
          .columns = own_names(table),
          .before = nullptr};
}

std::string version_comment(const Identifier& version_schema, const Identifier& schema) {
  return "zdm: version " + version_schema.str() + " of schema " + schema.str();
}

std::vector<Step> publish_plan(const std::vector<TableWork>& works, const Context& context) {
  std::vector<ViewSource> changed, unchanged;
  std::set<TableId> in_changes;
  for (const TableWork& work : works) {
    in_changes.insert(work.change->either().id);
    if (work.change->dropped()) continue;
    ViewSource source{.table = work.change->after,
                      .physical = work.table(),
                      .columns = work.change->columns,
                      .before = work.change->before};
    for (const Column* column : added_identities(*work.change))
      source.plain_identities.insert(column->id);
    changed.push_back(std::move(source));
  }
  const auto tables = context.folded.after.tables();
  for (const auto& table : tables)
    if (in_changes.count(table->id) == 0)
      unchanged.push_back(unchanged_source(*table, context.before.schema));
  return publish_version(changed, unchanged, context.version_schema,
                         version_comment(context.version_schema, context.before.schema),
                         context.folded.after, context.facts.role);
}

std::vector<Step> unpublish_plan(const Context& context) {
  if (!context.situation.live_version_schema) return {};
  std::vector<Identifier> views;
  for (const auto& table : context.before.tables()) views.push_back(table->name);
  return unpublish_version(*context.situation.live_version_schema, views);
}

std::vector<Step> all_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps = raw_sql_at_start(context.folded.raw_sql);
  const bool tables_unknown = !steps.empty() && !context.situation.sql_is_tried;
  append(steps, expand_steps(works, context));
  append(steps, backfill_steps(works, context));
  append(steps, rule_steps(works, context));
  append(steps, build_steps(works, context));
  append(steps, exclusion_steps(works, context));
  append(steps, statistics_steps(works));
  if (tables_unknown)
    steps.push_back(publish_as_found(context.version_schema));
  else
    append(steps, publish_plan(works, context));
  append(steps, contract_steps(works, context));
  append(steps, raw_sql_at_complete(context.folded.raw_sql));
  append(steps, unpublish_plan(context));
  return steps;
}

// Where a finding has no place of its own it is about the file as a whole.
Findings placed(Findings findings, const Migration& migration) {
  for (Finding& finding : findings)
    if (finding.place.file.empty()) finding.place.file = migration.file;
  return findings;
}

}  // namespace
}  // namespace planner

Questions questions(const Migration& migration, const Catalog& before, const Facts& known) {
  const planner::Folded folded = planner::fold(migration, before, known);
  Questions all = folded.questions;
  all.types.merge(planner::questions_about_domains(planner::table_changes(before, folded), known));
  std::erase_if(all.types, [&](const TypeQuestion& q) { return known.about(q) != nullptr; });
  std::erase_if(all.expressions,
                [&](const ExpressionQuestion& q) { return known.about(q) != nullptr; });
  return all;
}

Planned plan(const Migration& migration, const Catalog& before, const Facts& facts,
             const Situation& situation) {
  const planner::Workings workings(migration, before, facts, situation);
  const auto& [folded, changes, names, context, works] = workings;
  Planned planned{.plan = {}, .findings = folded.findings, .after = folded.after};
  planned.plan = {.migration = migration.name,
                  .description = migration.description,
                  .schema = before.schema,
                  .version_schema = context.version_schema,
                  .old_version_schema = situation.live_version_schema,
                  .search_path = context.search_path,
                  .steps = {}};
  for (Finding& refusal : planner::placed(planner::refusals(migration, works, context), migration))
    planned.findings.push_back(std::move(refusal));
  for (Finding& refusal : planner::placed(planner::refuse_defaults_not_there_yet(works), migration))
    planned.findings.push_back(std::move(refusal));
  for (Finding& refusal :
       planner::placed(planner::refuse_changed_references(works, folded), migration))
    planned.findings.push_back(std::move(refusal));
  // A plan for a mistaken migration would be wrong, or not possible to write at all.
  const bool only_irreversible = std::all_of(
      planned.findings.begin(), planned.findings.end(),
      [](const Finding& f) { return f.severity != Severity::error || f.code == "irreversible"; });
  if (!only_irreversible) return planned;
  planned.plan.steps = planner::with_ids_of_their_own(planner::all_steps(works, context));
  planned.plan.tables = planner::mapped_tables(changes);
  return planned;
}

std::vector<Step> publish_steps(const Catalog& catalog, const Identifier& version_schema) {
  std::vector<planner::ViewSource> sources;
  const auto tables = catalog.tables();
  for (const auto& table : tables)
    sources.push_back(planner::unchanged_source(*table, catalog.schema));
  return planner::publish_version({}, sources, version_schema,
                                  planner::version_comment(version_schema, catalog.schema), catalog,
                                  Identifier());
}

}  // namespace zdm
