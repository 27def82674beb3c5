#include "planner/key_tests.hpp"

#include <algorithm>

#include "planner/row_tests.hpp"
#include "sql/expression.hpp"

namespace zdm::planner {
namespace {

struct ReadsOf {
  std::vector<ColumnId> operator()(ColumnId id) const { return {id}; }
  std::vector<ColumnId> operator()(const BoundExpression& expression) const {
    std::vector<ColumnId> ids;
    for (const auto& [name, id] : expression.columns) ids.push_back(id);
    return ids;
  }
};

bool is_known(const Trial& trial, const Index& index) {
  const auto known = [&](const std::vector<ColumnId>& ids) {
    return std::all_of(ids.begin(), ids.end(), [&](ColumnId id) { return trial.knows(id); });
  };
  const bool elements = std::all_of(
      index.elements.begin(), index.elements.end(),
      [&](const IndexElement& element) { return known(std::visit(ReadsOf{}, element.key)); });
  return elements && (!index.predicate || known(ReadsOf{}(*index.predicate)));
}

// The index's keys, "_zdm_k0", …, of each row that it would hold; "_zdm_ctid" and the row's key.
class IndexRows {
 public:
  IndexRows(const Index& index, const TableWork& work, const Sql& from, const std::vector<Sql>& key)
      : index_(index), work_(work), from_(from), key_(key) {}

  Sql query() const {
    std::vector<Sql> keys;
    for (std::size_t i = 0; i < index_.elements.size(); ++i)
      keys.push_back(sql("({}) AS {}", text_of(index_.elements[i]), name(i)));
    const Sql predicate =
        index_.predicate
            ? sql(" WHERE {}", rename_columns(*index_.predicate, work_.change->columns))
            : sql("");
    return sql(
        "SELECT \"_zdm_row\".\"_zdm_ctid\", {} AS \"_zdm_key\", \"_zdm_keys\".*\n  FROM {},\n"
        "  LATERAL (SELECT {} FROM (SELECT \"_zdm_new\".*) AS {}{}) AS \"_zdm_keys\"",
        as_json_list(key_), from_, join(keys, ", "), work_.change->after->name, predicate);
  }

  std::size_t size() const { return index_.elements.size(); }
  static Identifier name(std::size_t i) { return Identifier("_zdm_k" + std::to_string(i)); }
  std::vector<Sql> names() const {
    std::vector<Sql> names;
    for (std::size_t i = 0; i < size(); ++i) names.push_back(sql("{}", name(i)));
    return names;
  }

 private:
  Sql text_of(const IndexElement& element) const {
    const auto& columns = work_.change->columns;
    const auto* id = std::get_if<ColumnId>(&element.key);
    const Sql text =
        id != nullptr ? sql("{}", columns.at(*id))
                      : sql("{}", rename_columns(std::get<BoundExpression>(element.key), columns));
    return element.collation ? sql("{} COLLATE {}", text, *element.collation) : text;
  }

  const Index& index_;
  const TableWork& work_;
  const Sql& from_;
  const std::vector<Sql>& key_;
};

Sql duplicates(const IndexRows& rows, bool nulls_not_distinct) {
  const std::vector<Sql> names = rows.names();
  std::vector<Sql> there;
  for (const Sql& name : names) there.push_back(sql("{} IS NOT NULL", name));
  const Sql where = nulls_not_distinct ? sql("true") : join(there, " AND ");
  return sql(
      "SELECT pg_catalog.jsonb_build_array(coalesce(pg_catalog.sum(n), 0), {})\nFROM (\n"
      "SELECT pg_catalog.count(*) AS n, {} AS value,\n"
      "  {} AS keys, pg_catalog.min(\"_zdm_ctid\") AS first\nFROM ({}) AS rows\nWHERE {}\n"
      "GROUP BY {} HAVING pg_catalog.count(*) > 1) AS equal",
      first_few(
          sql("pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(value, keys) ORDER BY first)")),
      as_json_list(names),
      first_few(sql("pg_catalog.jsonb_agg(\"_zdm_key\" ORDER BY \"_zdm_ctid\")")), rows.query(),
      where, join(names, ", "));
}

Sql exclusions(const IndexRows& rows, const ExcludeConstraint& exclude) {
  std::vector<Sql> conditions;
  std::vector<Sql> values;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Identifier name = IndexRows::name(i);
    conditions.push_back(sql("a.{} {} b.{}", name, Sql::raw(exclude.operators.at(i)), name));
    values.push_back(sql("a.{}", name));
  }
  return sql(
      "WITH rows AS MATERIALIZED ({})\n"
      "SELECT pg_catalog.jsonb_build_array(pg_catalog.count(*), {})\n"
      "FROM rows AS a JOIN rows AS b ON a.\"_zdm_ctid\" < b.\"_zdm_ctid\" AND {}",
      rows.query(),
      first_few(sql("pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array({}, "
                    "pg_catalog.jsonb_build_array(a.\"_zdm_key\", b.\"_zdm_key\")) ORDER BY "
                    "a.\"_zdm_ctid\", b.\"_zdm_ctid\")",
                    as_json_list(values))),
      join(conditions, " AND "));
}

}  // namespace

std::vector<KeyTest> key_tests(const Trial& trial, const TableWork& work, const Sql& from,
                               const std::vector<Sql>& key, std::vector<std::string>& untested) {
  std::vector<KeyTest> tests;
  for (const IndexToBuild& built : work.carried.indexes) {
    if (!built.index->unique) continue;
    const std::string name =
        built.constraint != nullptr ? built.constraint->name.str() : built.index->name.str();
    if (!is_known(trial, *built.index))
      untested.push_back(not_known(name));
    else
      tests.push_back(
          {KeyTrouble::duplicate, name,
           duplicates({*built.index, work, from, key}, built.index->nulls_not_distinct)});
  }
  for (const ConstraintToAdd& added : work.carried.constraints) {
    const auto* exclude = std::get_if<ExcludeConstraint>(&added.constraint->rule);
    if (exclude == nullptr) continue;
    const std::string name = added.constraint->name.str();
    if (!is_known(trial, exclude->index))
      untested.push_back(not_known(name));
    else
      tests.push_back(
          {KeyTrouble::exclusion, name, exclusions({exclude->index, work, from, key}, *exclude)});
  }
  return tests;
}

}  // namespace zdm::planner
