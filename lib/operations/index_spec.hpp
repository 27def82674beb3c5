#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields/record.hpp"
#include "operations/draft.hpp"
#include "operations/operation_kind.hpp"

// An index as a migration file describes it.
namespace zdm::operations {

enum class IndexMethod { btree, hash, gist, spgist, gin, brin };
enum class SortOrder { ascending, descending };
enum class NullsOrder { first, last };

struct OperatorClassSpec {
  std::string name;
  std::vector<std::string> params;
  static const fields::Record<OperatorClassSpec>& record();
};

struct IndexElementSpec {
  std::optional<Identifier> column;
  std::optional<SqlExpression> expression;
  std::optional<std::string> collate;
  std::optional<OperatorClassSpec> opclass;
  std::optional<SortOrder> sort;
  std::optional<NullsOrder> nulls;
  bool by_name = false;  // the column's name is all that stands there, or the key of what does
  fields::Location at;
  static const fields::Record<IndexElementSpec>& record();
  static const fields::Record<IndexElementSpec>& besides_name();
  void set_name(const Identifier& name);
  fields::Location key_at() const;
};

struct CreateIndex {
  Identifier table;
  Identifier name;
  std::vector<IndexElementSpec> columns;
  IndexMethod method = IndexMethod::btree;
  bool unique = false;
  std::optional<SqlExpression> predicate;
  std::string storage_parameters;
  std::vector<Identifier> include;
  bool nulls_not_distinct = false;

  static constexpr std::string_view kName = "create_index";
  static constexpr std::string_view kSummary = "Builds an index, concurrently.";
  static constexpr PhaseNotes kPhases{
      "builds the index concurrently, under a SHARE UPDATE EXCLUSIVE lock", "nothing",
      "drops the index concurrently"};
  static const fields::Record<CreateIndex>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

}  // namespace zdm::operations

template <>
struct zdm::fields::Choices<zdm::operations::IndexMethod> {
  using Method = operations::IndexMethod;
  static constexpr std::array<std::pair<Method, std::string_view>, 6> values{{
      {Method::btree, "btree"},
      {Method::hash, "hash"},
      {Method::gist, "gist"},
      {Method::spgist, "spgist"},
      {Method::gin, "gin"},
      {Method::brin, "brin"},
  }};
};

template <>
struct zdm::fields::Choices<zdm::operations::SortOrder> {
  static constexpr std::array<std::pair<operations::SortOrder, std::string_view>, 2> values{{
      {operations::SortOrder::ascending, "ASC"},
      {operations::SortOrder::descending, "DESC"},
  }};
};

template <>
struct zdm::fields::Choices<zdm::operations::NullsOrder> {
  static constexpr std::array<std::pair<operations::NullsOrder, std::string_view>, 2> values{{
      {operations::NullsOrder::first, "FIRST"},
      {operations::NullsOrder::last, "LAST"},
  }};
};
