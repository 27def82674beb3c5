#include "planner/changed_references.hpp"

#include <fmt/format.h>

#include "planner/kept_values.hpp"

namespace zdm::planner {
namespace {

bool keeps_values(const TableWork& work, const Folded& folded, ColumnId before, ColumnId after) {
  const TableId table = work.change->after->id;
  return keeps_values(work.composition.up, folded, table, before, after) &&
         keeps_values(work.composition.down, folded, table, after, before);
}

const TableWork* kept_work(const std::vector<TableWork>& works, TableId table) {
  for (const TableWork& work : works)
    if (work.change->kept() && work.change->after->id == table) return &work;
  return nullptr;
}

Finding refusal(const TableWork& work, const Constraint& constraint, const Identifier& from,
                const TableWork& referenced, const Identifier& to) {
  return {.code = "changed-reference",
          .severity = Severity::error,
          .place = {},
          .message = fmt::format(
              "table \"{}\": foreign key \"{}\" points to column \"{}\" of table \"{}\", to which "
              "\"up\" or \"down\" gives other values, while \"{}\" keeps its own: rows that "
              "reference others could not be written",
              work.change->before->name.str(), constraint.name.str(), to.str(),
              referenced.change->before->name.str(), from.str()),
          .hint = fmt::format("change \"{}\" of table \"{}\" in the same migration, or drop the "
                              "foreign key in one before it",
                              from.str(), work.change->before->name.str())};
}

void look_at(Findings& findings, const TableWork& work, const Constraint& constraint,
             const std::vector<TableWork>& works, const Folded& folded) {
  const ForeignKeyConstraint* after = constraint.foreign_key();
  if (after == nullptr || !after->references || !constraint.existing) return;
  const TableWork* referenced = kept_work(works, *after->references);
  if (referenced == nullptr) return;
  const auto& before =
      std::get<ForeignKeyConstraint>(work.change->before->constraint(*constraint.existing)->rule);
  for (std::size_t i = 0; i < after->columns.size(); ++i)
    if (!keeps_values(*referenced, folded, before.referenced_columns[i],
                      after->referenced_columns[i]) &&
        keeps_values(work, folded, before.columns[i], after->columns[i]))
      findings.push_back(refusal(
          work, constraint, work.change->before->column(before.columns[i])->name, *referenced,
          referenced->change->before->column(before.referenced_columns[i])->name));
}

}  // namespace

Findings refuse_changed_references(const std::vector<TableWork>& works, const Folded& folded) {
  Findings findings;
  for (const TableWork& work : works)
    if (work.change->kept())
      for (const Constraint& constraint : work.change->after->constraints)
        look_at(findings, work, constraint, works, folded);
  return findings;
}

}  // namespace zdm::planner
