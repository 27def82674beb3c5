#pragma once

#include <set>
#include <vector>

#include "plan/step.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// Where a view takes a table's columns from.
struct ViewSource {
  const Table* table = nullptr;  // as the version shows it
  QualifiedName physical;
  std::map<ColumnId, Identifier> columns;
  // The table before, for physical defaults that the new version does not have; none: the same.
  const Table* before = nullptr;
  // Identity columns that are plain ones until contract: their numbers come from the view's
  // default.
  std::set<ColumnId> plain_identities = {};

  bool draws_identity(ColumnId id) const { return plain_identities.count(id) > 0; }
};

// Where the views are while they are made, and taken away again.
Identifier building_schema(const Identifier& version_schema);

// The view of one table with its defaults, comments and privileges.
std::vector<Statement> view_statements(const ViewSource& source, const Identifier& version_schema,
                                       const Catalog& catalog, const Identifier& role);

// The steps that make the views under a temporary schema name and publish them by one rename.
// `changed` are shown one by one, the others in batches.
std::vector<Step> publish_version(const std::vector<ViewSource>& changed,
                                  const std::vector<ViewSource>& unchanged,
                                  const Identifier& version_schema,
                                  const std::string& version_comment, const Catalog& catalog,
                                  const Identifier& role);

// The steps that drop a version schema, whose views have these names.
std::vector<Step> unpublish_version(const Identifier& version_schema,
                                    const std::vector<Identifier>& views);

}  // namespace zdm::planner
