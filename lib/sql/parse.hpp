#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace zdm {

// What libpg_query makes of SQL text. It knows the grammar of PostgreSQL 15: text with an error is
// unknown, not invalid; only the server can judge.
struct ParseTree {
  std::string error;          // empty: parsed
  nlohmann::json statements;  // a list of objects with a member "stmt"; the parser's own node names
};

// Longer text, and text that nests deeper than kMaxDepth nodes, is an error without being parsed
// further: libpg_query crashes on 100,000 terms.
inline constexpr std::size_t kMaxParsedBytes = 64 * 1024;
inline constexpr int kMaxDepth = 5000;
ParseTree parse(const std::string& text);

// The tokens of a text of any length, comments left out, as byte spans. Empty where the text cannot
// be scanned.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<Token> scan(const std::string& text);

// The comments of a text, of any length, with their marks. Empty where it cannot be scanned.
std::vector<Token> comments(const std::string& text);

}  // namespace zdm
