#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/allowance.hpp"
#include "lint/syntax_node.hpp"

namespace zdm {
struct ParseTree;
}

namespace zdm::lint {

// One statement of a script, parsed.
struct ParsedStatement {
  std::string text;       // without its semicolon; its first token stands at `begin`
  std::size_t begin = 0;  // in bytes from the beginning of the script
  std::string error;      // not empty: not understood, and there is no node
  SyntaxNode node;        // AlterTableStmt, for example
  std::shared_ptr<const ParseTree> tree;  // keeps the node alive
};

ParsedStatement parse_statement(std::string text, std::size_t begin);

// SQL text in parts, and what its comments say to lint.
struct Script {
  std::string text;
  std::vector<ParsedStatement> statements;
  std::vector<Allowance> allowances;
};

// What psql takes besides SQL is left out: lines that begin with a backslash where a statement
// would begin, and the rows behind COPY … FROM stdin. Never fails: what cannot be split is one
// statement.
Script parse_script(std::string text);

}  // namespace zdm::lint
