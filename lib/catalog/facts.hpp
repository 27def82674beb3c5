#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sql/bound_expression.hpp"

namespace zdm {

// What only the server can judge. Operations say their questions while they are folded once without
// facts; pg answers all of them in one round; then the plan is a pure function of migration,
// catalog and facts. Questions are values, so that the same question is asked once.

struct TypeQuestion {
  std::string type;  // as the user wrote it
  auto operator<=>(const TypeQuestion&) const = default;
};

struct TypeFacts {
  std::string error;    // the server's message; not empty: there is no such type
  TypeName type;        // format_type(oid, typmod); "integer" for "int4"; a serial's integer type
  TypeName unmodified;  // format_type(oid, -1)
  bool serial = false;  // smallserial, serial, bigserial: no types of their own
  bool has_equality = true;  // json and point have none
  bool constrained_domain = false;
  bool refuses_null = false;  // a domain whose constraints NULL breaks
  bool collatable = false;
  auto operator<=>(const TypeFacts&) const = default;
};

// One column that an expression may read.
struct ScopeColumn {
  Identifier name;
  TypeName type;
  auto operator<=>(const ScopeColumn&) const = default;
};

enum class ExpressionUse {
  row_value,      // up, down: any expression over a row, subqueries allowed
  default_value,  // no columns, no subqueries
  condition,      // CHECK, index predicate: boolean, no subqueries
  index_key,      // immutable, no subqueries
};

struct ExpressionQuestion {
  std::string expression;
  ExpressionUse use = ExpressionUse::row_value;
  Identifier table;                // the name under which the row stands: "users" in users.email
  std::vector<ScopeColumn> scope;  // empty: no columns
  TypeName target;                 // the type that it has to become; empty: any
  auto operator<=>(const ExpressionQuestion&) const = default;
};

enum class Volatility { immutable, stable, volatile_ };

struct ExpressionFacts {
  std::string error;  // the server's message; not empty: the expression cannot be used so
  Volatility volatility = Volatility::volatile_;
  auto operator<=>(const ExpressionFacts&) const = default;
};

struct Questions {
  std::set<TypeQuestion> types;
  std::set<ExpressionQuestion> expressions;

  void ask(TypeQuestion question) { types.insert(std::move(question)); }
  void ask(ExpressionQuestion question) { expressions.insert(std::move(question)); }
};

// Answers. A question that nobody has asked (no database at hand) has none: callers go on as far as
// they can.
struct Facts {
  std::map<TypeQuestion, TypeFacts> types;
  std::map<ExpressionQuestion, ExpressionFacts> expressions;
  // May this role set session_replication_role, so that no trigger of the user's fires in backfill?
  bool may_silence_triggers = false;
  Identifier role;  // current_user: as whom zdm makes things

  const TypeFacts* about(const TypeQuestion& question) const {
    const auto found = types.find(question);
    return found == types.end() ? nullptr : &found->second;
  }
  const ExpressionFacts* about(const ExpressionQuestion& question) const {
    const auto found = expressions.find(question);
    return found == expressions.end() ? nullptr : &found->second;
  }
};

}  // namespace zdm
