// What the tests of the catalog reader ask of a catalog.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catch.hpp"
#include "pg/catalog_reader.hpp"
#include "pg_server.hpp"

namespace zdm::test {

using Ids = std::vector<ColumnId>;

inline Catalog read(const std::string& database, const std::string& schema = "public",
                    const std::optional<Identifier>& version_schema = {}) {
  pg::Session session = connect(database);
  return pg::read_catalog(session, Identifier(schema), version_schema);
}

inline Catalog read_new(const std::string& sql) { return read(new_database(sql)); }

inline Table table(const Catalog& catalog, const std::string& name) {
  const Table* found = catalog.table(Identifier(name));
  REQUIRE(found != nullptr);
  return *found;
}

inline Column column(const Table& from, const std::string& name) {
  const Column* found = from.column(Identifier(name));
  REQUIRE(found != nullptr);
  return *found;
}

inline Index index(const Table& from, const std::string& name) {
  const Index* found = from.index(Identifier(name));
  REQUIRE(found != nullptr);
  return *found;
}

template <typename Rule>
Rule rule(const Table& from, const std::string& name) {
  const Constraint* found = from.constraint(Identifier(name));
  REQUIRE(found != nullptr);
  return std::get<Rule>(found->rule);
}

}  // namespace zdm::test
