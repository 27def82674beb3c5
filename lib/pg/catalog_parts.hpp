#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.hpp"
#include "pg/psql_query.hpp"
#include "pg/row_cursor.hpp"
#include "pg/session.hpp"

// The parts from which read_catalog() puts a catalog together: each is one query, or two, over all
// tables at once.
namespace zdm::pg {

using Oid = unsigned int;

// The queries in queries/ about one schema.
struct CatalogQueries {
  Session& session;
  PsqlVariables variables;

  std::vector<Row> run(std::string_view query) const {
    return run_query(session, query, variables);
  }
};

// A table while it is being read.
struct TableDraft {
  Oid oid = 0;
  Table table;
  std::map<Identifier, ColumnId> column_ids;

  // An expression over one row, as the server prints it.
  BoundExpression bind(std::string text) const;
};

// The tables of the schema. Queries give rows of others too (partitions, tables of extensions):
// find() does not know those.
class TableDrafts {
 public:
  void add(TableDraft draft);
  TableDraft* find(Oid oid);
  std::vector<TableDraft>& all() { return drafts_; }

 private:
  std::vector<TableDraft> drafts_;
  std::unordered_map<Oid, std::size_t> places_;
};

// The comments on tables, columns (by their number), indexes and constraints.
struct Comments {
  std::map<std::pair<Oid, int>, std::string> relations;
  std::map<Oid, std::string> constraints;

  std::optional<std::string> on_relation(Oid oid, int column = 0) const;
  std::optional<std::string> on_constraint(Oid oid) const;
};

Comments read_comments(const CatalogQueries& queries);
TableDrafts read_tables(const CatalogQueries& queries, const Comments& comments);
// How partitioned tables are partitioned.
void read_partitions(const CatalogQueries& queries, TableDrafts& tables);
void read_columns(const CatalogQueries& queries, const Comments& comments, TableDrafts& tables);
// Constraints with their indexes, and the indexes that belong to none.
void read_constraints(const CatalogQueries& queries, const Comments& comments, TableDrafts& tables);
void read_triggers(const CatalogQueries& queries, TableDrafts& tables);
void read_statistics(const CatalogQueries& queries, TableDrafts& tables);
void read_dependents(const CatalogQueries& queries, TableDrafts& tables);

// All indexes of the tables, by oid.
struct IndexDraft {
  Oid table = 0;
  Index index;
};
std::map<Oid, IndexDraft> read_indexes(const CatalogQueries& queries, const Comments& comments,
                                       TableDrafts& tables);
// The names that they have on the partitions.
void read_partition_indexes(const CatalogQueries& queries, std::map<Oid, IndexDraft>& indexes);

// [["SELECT", "reader", false], ["SELECT", null, true]]: kind, grantee or PUBLIC, grantable.
Privileges read_privileges(const Value& json);
// ["a", "b"], empty for NULL.
std::vector<std::string> read_names(const Value& json);

}  // namespace zdm::pg
