#include "sql/script.hpp"

#include <pg_query.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "sql/parse.hpp"

namespace zdm {
namespace {

struct FreeSplit {
  void operator()(PgQuerySplitResult* result) const {
    pg_query_free_split_result(*result);
    delete result;
  }
};

using Split = std::unique_ptr<PgQuerySplitResult, FreeSplit>;

// Only the parser knows that BEGIN ATOMIC … END is one statement. None where it does not know the
// grammar.
std::optional<std::vector<ScriptSpan>> split_by_grammar(const std::string& text) {
  if (text.size() > kMaxParsedBytes) return std::nullopt;
  const Split split(new PgQuerySplitResult(pg_query_split_with_parser(text.c_str())));
  if (split->error != nullptr) return std::nullopt;
  std::vector<ScriptSpan> spans;
  for (int i = 0; i < split->n_stmts; ++i)
    spans.push_back({static_cast<std::size_t>(split->stmts[i]->stmt_location),
                     static_cast<std::size_t>(split->stmts[i]->stmt_len)});
  return spans;
}

// At semicolons outside of parentheses, where CREATE RULE may have some. (libpg_query's own way to
// split without the grammar leaves out statements without a keyword, a misspelt one among them.)
std::vector<ScriptSpan> split_by_tokens(const std::string& text) {
  const std::vector<Token> tokens = scan(text);
  if (tokens.empty()) return {{0, text.size()}};
  std::vector<ScriptSpan> spans;
  std::size_t begin = 0, end = 0;
  int depth = 0;
  for (const Token& token : tokens) {
    const char c = text[token.begin];
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c != ';' || depth > 0) {
      end = token.end;
      continue;
    }
    if (end > begin) spans.push_back({begin, end - begin});
    begin = end = token.end;
    depth = 0;
  }
  if (end > begin) spans.push_back({begin, end - begin});
  return spans;
}

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

std::vector<ScriptSpan> script_spans(const std::string& text) {
  if (const auto spans = split_by_grammar(text)) return *spans;
  return split_by_tokens(text);
}

std::vector<std::string> split_script(std::string_view text) {
  const std::string input(text);
  std::vector<std::string> statements;
  for (const ScriptSpan& span : script_spans(input))
    statements.push_back(input.substr(span.begin, span.size));
  return statements;
}

bool forbids_transaction(std::string_view text) { return any_command(text, is_alone); }

bool adds_enum_value(std::string_view text) {
  return any_command(text, [](const std::string& node, const nlohmann::json& body) {
    return node == "AlterEnumStmt" && !body.contains("oldVal");
  });
}

bool controls_transactions(std::string_view text) {
  return any_command(text, [](const std::string& node, const nlohmann::json&) {
    return node == "TransactionStmt";
  });
}

}  // namespace zdm
