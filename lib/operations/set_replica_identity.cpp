// Expand: nothing. Both versions write the same rows, and a subscriber of theirs must not meet
//   another identity before the new version is the only one: with less of one, updates of the old
//   version's clients would fail.
// Contract: sets the replica identity; an index that the migration makes is there by then.
// Rollback: nothing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "operations/as_fields.hpp"
#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {

enum class IdentityType { nothing, default_, index, full };

}  // namespace zdm::operations

template <>
struct zdm::fields::Choices<zdm::operations::IdentityType> {
  using Type = operations::IdentityType;
  static constexpr std::array<std::pair<Type, std::string_view>, 4> values{{
      {Type::nothing, "nothing"},
      {Type::default_, "default"},
      {Type::index, "index"},
      {Type::full, "full"},
  }};
};

namespace zdm::operations {
namespace {

struct ReplicaIdentitySpec {
  IdentityType type = IdentityType::default_;
  std::optional<Identifier> index;
  static const fields::Record<ReplicaIdentitySpec>& record();
};

struct SetReplicaIdentity {
  Identifier table;
  ReplicaIdentitySpec identity;

  static constexpr std::string_view kName = "set_replica_identity";
  static constexpr std::string_view kSummary =
      "Sets by what logical replication knows a table's rows, at complete.";
  static constexpr PhaseNotes kPhases{"nothing", "sets the replica identity", "nothing"};
  static const fields::Record<SetReplicaIdentity>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<ReplicaIdentitySpec>& ReplicaIdentitySpec::record() {
  using Spec = ReplicaIdentitySpec;
  static const fields::Record<Spec> record(
      "replica_identity",
      {
          fields::required("type", &Spec::type,
                           "nothing, the primary key (default), an index, or the whole row (full)"),
          fields::unless_blank("index", &Spec::index,
                               "index: a unique index over columns that are NOT NULL"),
      },
      {}, {{"type", "index", "index"}});
  return record;
}

const fields::Record<SetReplicaIdentity>& SetReplicaIdentity::record() {
  using Spec = SetReplicaIdentity;
  static const fields::Record<Spec> record(
      "set_replica_identity", {
                                  fields::required("table", &Spec::table, "the table"),
                                  fields::required("identity", &Spec::identity, "its identity"),
                              });
  return record;
}

ObjectNames SetReplicaIdentity::names() const {
  ObjectNames names{.needs = {table.str()}, .makes = {}};
  if (identity.index) names.needs.push_back(identity.index->str());
  return names;
}

// An index by its name, those of keys included.
const Index* index_in(const Table& table, const Identifier& name, bool& deferrable) {
  if (const Index* index = table.index(name)) return index;
  const Constraint* constraint = table.constraint(name);
  const auto* key = constraint == nullptr ? nullptr : std::get_if<KeyConstraint>(&constraint->rule);
  if (key == nullptr) return nullptr;
  deferrable = constraint->deferrable;
  return &key->index;
}

// See REPLICA IDENTITY in ALTER TABLE (sql-altertable) in PostgreSQL's manual.
std::string objection_to(const Table& table, const Index& index, bool deferrable) {
  if (!index.unique) return "is not unique";
  if (deferrable) return "belongs to a deferrable constraint";
  if (index.predicate) return "leaves rows out";
  for (const IndexElement& element : index.elements) {
    const ColumnId* id = std::get_if<ColumnId>(&element.key);
    if (id == nullptr) return "has an expression";
    if (table.column(*id)->nullable)
      return fmt::format("has the column \"{}\", which may be NULL", table.column(*id)->name.str());
  }
  return "";
}

void require_fit(Draft& draft, const Table& table, const Identifier& name,
                 const fields::Location& where) {
  bool deferrable = false;
  const Index* index = index_in(table, name, deferrable);
  if (index == nullptr) {
    draft.refuse(where, "missing-index",
                 fmt::format("table \"{}\" has no index \"{}\"", table.name.str(), name.str()));
    return;
  }
  if (const std::string problem = objection_to(table, *index, deferrable); !problem.empty())
    draft.refuse(where, "bad-value",
                 fmt::format("index \"{}\" {}, and cannot identify rows", name.str(), problem));
}

Inverse SetReplicaIdentity::inverse(const Catalog& before, const Catalog&) const {
  const Table* known = before.table(table);
  if (known == nullptr)
    return unknown_before(fmt::format("the replica identity of table \"{}\"", table.str()));
  return one_operation("set_replica_identity", replica_identity_as_fields(*known));
}

Changes SetReplicaIdentity::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const fields::Location where = draft.location().at("identity");
  const bool by_index = identity.type == IdentityType::index;
  if (!by_index && identity.index)
    draft.refuse(
        where.at("index"), "bad-value",
        fmt::format("an identity of type {} has no index", fields::text_of(identity.type)));
  if (by_index) require_fit(draft, *before, *identity.index, where.at("index"));
  Table after = *before;
  after.replica_identity = fields::text_of(identity.type);
  after.replica_identity_index = identity.index;
  return draft.changes(draft.before().with(std::move(after)));
}

}  // namespace

OperationKind set_replica_identity() { return kind_of<SetReplicaIdentity>(); }

}  // namespace zdm::operations
