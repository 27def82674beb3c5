#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"

namespace zdm::pg {
namespace {

template <typename Key>
std::optional<std::string> find(const std::map<Key, std::string>& comments, const Key& key) {
  const auto found = comments.find(key);
  return found == comments.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<std::string> Comments::on_relation(Oid oid, int column) const {
  return find(relations, std::pair(oid, column));
}

std::optional<std::string> Comments::on_constraint(Oid oid) const { return find(constraints, oid); }

Comments read_comments(const CatalogQueries& queries) {
  Comments comments;
  for (const Row& row : queries.run(embedded::queries::comments)) {
    RowCursor cursor(row);
    const bool is_constraint = cursor.boolean();
    const Oid oid = cursor.number<Oid>();
    const int column = cursor.number();
    if (is_constraint)
      comments.constraints[oid] = cursor.text();
    else
      comments.relations[{oid, column}] = cursor.text();
  }
  return comments;
}

}  // namespace zdm::pg
