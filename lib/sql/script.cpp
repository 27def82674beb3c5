#include "sql/script.hpp"

#include <pg_query.h>

#include <algorithm>
#include <array>
#include <memory>

#include "sql/parse.hpp"

namespace zdm {
namespace {

struct FreeSplit {
  void operator()(PgQuerySplitResult* result) const {
    pg_query_free_split_result(*result);
    delete result;
  }
};

// Nodes of libpg_query for commands that run by themselves only ("CREATE DATABASE" and others call
// PreventInTransactionBlock in the server).
constexpr std::array<std::string_view, 8> kAlone{"VacuumStmt",
                                                 "CreatedbStmt",
                                                 "DropdbStmt",
                                                 "CreateTableSpaceStmt",
                                                 "DropTableSpaceStmt",
                                                 "AlterSystemStmt",
                                                 "CreateSubscriptionStmt",
                                                 "DropSubscriptionStmt"};

bool is_alone(const std::string& node, const nlohmann::json& body) {
  if (node == "VacuumStmt") return body.value("is_vacuumcmd", false);
  if (std::find(kAlone.begin(), kAlone.end(), node) != kAlone.end()) return true;
  if (node == "ReindexStmt") return body.dump().find("\"concurrently\"") != std::string::npos;
  if (node == "AlterTableStmt") return body.dump().find("\"concurrent\":true") != std::string::npos;
  return body.value("concurrent", false);
}

template <typename Predicate>
bool any_command(std::string_view text, Predicate predicate) {
  for (const std::string& statement : split_script(text))
    for (const auto& parsed : parse(statement).statements)
      for (const auto& [node, body] : parsed.at("stmt").items())
        if (predicate(node, body)) return true;
  return false;
}

}  // namespace

std::vector<std::string> split_script(std::string_view text) {
  const std::string input(text);
  const std::unique_ptr<PgQuerySplitResult, FreeSplit> split(
      new PgQuerySplitResult(pg_query_split_with_scanner(input.c_str())));
  std::vector<std::string> statements;
  if (split->error != nullptr) return {input};
  for (int i = 0; i < split->n_stmts; ++i)
    statements.push_back(input.substr(static_cast<std::size_t>(split->stmts[i]->stmt_location),
                                      static_cast<std::size_t>(split->stmts[i]->stmt_len)));
  return statements;
}

bool forbids_transaction(std::string_view text) { return any_command(text, is_alone); }

bool controls_transactions(std::string_view text) {
  return any_command(text, [](const std::string& node, const nlohmann::json&) {
    return node == "TransactionStmt";
  });
}

}  // namespace zdm
