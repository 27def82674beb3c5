#include "planner/swap_keys.hpp"

#include "planner/index_text.hpp"
#include "planner/phases.hpp"
#include "planner/swap_names.hpp"
#include "sql/constraint_ddl.hpp"

namespace zdm::planner {
namespace {

class Keys {
 public:
  Keys(const TableWork& work, const Context& context)
      : work_(work), context_(context), table_(work.table()) {}

  void attach_all() {
    for (const IndexToBuild& build : work_.carried.indexes) {
      if (build.constraint == nullptr) continue;
      const Identifier& name =
          name_by_swap(*work_.change, build.constraint->name, build.built_as, context_);
      if (work_.partitioned())
        attach_over_partitions(build);
      else
        attach(table_, name, build.built_as, *build.constraint);
      if (build.constraint->comment)
        add(ddl::comment_on_constraint(table_, name, *build.constraint->comment));
    }
  }

  std::vector<Statement> statements() && { return std::move(statements_); }

 private:
  void add(Statement statement) { statements_.push_back(std::move(statement)); }

  void attach(const QualifiedName& table, const Identifier& name, const Identifier& index,
              const Constraint& constraint) {
    const auto& key = std::get<KeyConstraint>(constraint.rule);
    add(ddl::add_constraint_using_index(table, name,
                                        key.primary ? sql("PRIMARY KEY") : sql("UNIQUE"), index,
                                        deferrability(constraint)));
  }

  // From the partitions upwards: a table takes those of its partitions as parts of its own.
  void attach_over_partitions(const IndexToBuild& build) {
    const Sql rule = constraint_rule(*build.constraint, work_.change->after->id, context_.names);
    for (auto part = build.parts.rbegin(); part != build.parts.rend(); ++part)
      if (part->partition->has_rows)
        attach(part->partition->name, part->name, part->built_as, *build.constraint);
      else
        add(ddl::add_key_over_partitions(part->partition->name, part->name, rule));
    add(ddl::add_key_over_partitions(table_, build.constraint->name, rule));
  }

  const TableWork& work_;
  const Context& context_;
  const QualifiedName& table_;
  std::vector<Statement> statements_;
};

}  // namespace

std::vector<Statement> attach_keys(const TableWork& work, const Context& context) {
  Keys keys(work, context);
  keys.attach_all();
  return std::move(keys).statements();
}

std::vector<Statement> attach_foreign_keys(const TableWork& work, const Context& context) {
  std::vector<Statement> statements;
  const QualifiedName& table = work.table();
  for (const ConstraintToAdd& added : work.carried.constraints) {
    if (!is_over_partitions(added, work)) continue;
    const Constraint& constraint = *added.constraint;
    if (added.added_as != constraint.name)
      for (const QualifiedName& partition : tables_of(added, work))
        statements.push_back(ddl::rename_constraint(partition, added.added_as, constraint.name));
    statements.push_back(ddl::add_foreign_key_over_partitions(
        table, constraint.name, constraint_rule(constraint, work.change->after->id, context.names),
        context.names.referenced(*constraint.foreign_key())));
    if (constraint.comment)
      statements.push_back(ddl::comment_on_constraint(table, constraint.name, *constraint.comment));
  }
  return statements;
}

bool is_over_partitions(const ConstraintToAdd& added, const TableWork& work) {
  return work.partitioned() && added.constraint->foreign_key() != nullptr;
}

}  // namespace zdm::planner
