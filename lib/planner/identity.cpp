#include "planner/identity.hpp"

#include "core/name.hpp"
#include "planner/column_text.hpp"
#include "planner/grants.hpp"
#include "sql/sequence_ddl.hpp"

namespace zdm::planner {
namespace {

// Sequences of the same name cannot be there at once: one stands aside.
QualifiedName aside(const QualifiedName& sequence) {
  return {sequence.schema, prefixed_name("_zdm_new_", sequence.name.str())};
}

}  // namespace

std::vector<MovedIdentity> moved_identities(const TableChange& change) {
  std::vector<MovedIdentity> moved;
  for (const Column* gone : change.gone_columns()) {
    if (gone->identity == Identity::none) continue;
    for (const Column* made : change.new_columns())
      if (made->identity != Identity::none && made->sequence && gone->sequence &&
          made->sequence->name == gone->sequence->name)
        moved.push_back({gone, made});
  }
  return moved;
}

const Column* new_form_of_identity(const TableChange& change, ColumnId gone) {
  for (const MovedIdentity& moved : moved_identities(change))
    if (moved.gone->id == gone) return moved.made;
  return nullptr;
}

std::vector<const Column*> added_identities(const TableChange& change) {
  std::vector<const Column*> added;
  if (!change.kept()) return added;
  const auto moved = moved_identities(change);
  for (const Column* column : change.new_columns()) {
    if (column->identity == Identity::none || !column->sequence) continue;
    bool has_old_form = false;
    for (const MovedIdentity& pair : moved) has_old_form = has_old_form || pair.made == column;
    if (!has_old_form) added.push_back(column);
  }
  return added;
}

std::vector<Statement> begin_identity(const QualifiedName& table, const Identifier& column,
                                      const Column& made) {
  const QualifiedName& sequence = made.sequence->name;
  return {ddl::add_identity(table, column, identity_definition(made, aside(sequence))),
          ddl::take_over_sequence(aside(sequence), sequence)};
}

std::vector<Statement> end_moved_identity(const Column& made) {
  const OwnedSequence& sequence = *made.sequence;
  std::vector<Statement> statements{ddl::rename_sequence(aside(sequence.name), sequence.name.name)};
  for (Statement& grant : grants(sequence.privileges, {"USAGE", "SELECT", "UPDATE"},
                                 sql("SEQUENCE {}", sequence.name)))
    statements.push_back(std::move(grant));
  return statements;
}

std::vector<Statement> end_added_identity(const Column& made) {
  return {ddl::drop_sequence(made.sequence->name),
          ddl::rename_sequence(aside(made.sequence->name), made.sequence->name.name)};
}

}  // namespace zdm::planner
