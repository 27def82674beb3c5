#pragma once

#include <functional>
#include <string>

#include "catalog/catalog.hpp"
#include "operations/operation.hpp"

// What the tests of operations have in common: two tables, and a short way to apply an operation.
namespace zdm::test {

// users (id integer primary key, name text not null default 'nobody', email varchar(50) unique,
//        age integer with a check and an index on it), and
// orders (id bigint primary key, user_id integer references users, note text).
Catalog shop();

// Who plays the server: sees the question, and may change the answer, which is else that all is
// well.
struct Server {
  std::function<void(const TypeQuestion&, TypeFacts&)> on_type = {};
  std::function<void(const ExpressionQuestion&, ExpressionFacts&)> on_expression = {};
};

// Applies one operation, given as JSON ("{\"drop_table\": {…}}"), without a server.
Changes applied(const Catalog& before, const std::string& operation);
// The same when all its questions are answered.
Changes applied(const Catalog& before, const std::string& operation, const Server& server);

// All findings as a user sees them, one a line, without the file's name.
std::string texts(const Findings& findings);

Questions questions_of(const Catalog& before, const std::string& operation);

}  // namespace zdm::test
