#include "operations/index_method.hpp"

#include <fmt/format.h>

namespace zdm::operations {
namespace {

constexpr int kPostgres15 = 150000;

// pg_indexam_has_property() of PostgreSQL's own methods, 14 and later.
struct Abilities {
  bool unique = false;
  bool order = false;
  bool several_columns = false;
  bool include = false;
};

Abilities abilities_of(IndexMethod method) {
  switch (method) {
    case IndexMethod::btree:
      return {.unique = true, .order = true, .several_columns = true, .include = true};
    case IndexMethod::hash:
      return {};
    case IndexMethod::gist:
      return {.several_columns = true, .include = true};
    case IndexMethod::spgist:
      return {.include = true};
    case IndexMethod::gin:
    case IndexMethod::brin:
      return {.several_columns = true};
  }
  return {};
}

}  // namespace

void refuse_by_method(Draft& draft, const CreateIndex& wanted) {
  const Abilities can = abilities_of(wanted.method);
  const fields::Location& where = draft.location();
  const auto refuse = [&](bool given, bool able, const fields::Location& at, const char* what) {
    if (given && !able)
      draft.refuse(at, "bad-value",
                   fmt::format("a {} index {}", fields::text_of(wanted.method), what));
  };
  refuse(wanted.unique, can.unique, where.at("unique"), "cannot be unique");
  refuse(!wanted.include.empty(), can.include, where.at("include"), "includes no columns");
  refuse(wanted.columns.size() > 1, can.several_columns, where.at("columns"),
         "has one column only");
  for (std::size_t i = 0; i < wanted.columns.size(); ++i) {
    const fields::Location at = where.at("columns").at(i);
    refuse(wanted.columns[i].sort.has_value(), can.order, at.at("sort"), "has no order");
    refuse(wanted.columns[i].nulls.has_value(), can.order, at.at("nulls"), "has no order");
  }
  if (!wanted.nulls_not_distinct) return;
  const fields::Location at = where.at("nulls_not_distinct");
  if (!wanted.unique) draft.refuse(at, "bad-value", "is for unique indexes only");
  const int version = draft.before().server_version;
  if (version > 0 && version < kPostgres15)
    draft.refuse(at, "server-too-old", "needs PostgreSQL 15");
}

}  // namespace zdm::operations
