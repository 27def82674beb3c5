#include "sql/parse.hpp"

#include <pg_query.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

namespace zdm {
namespace {

using ParseResult = std::unique_ptr<PgQueryParseResult, void (*)(PgQueryParseResult*)>;
using ScanResult = std::unique_ptr<PgQueryScanResult, void (*)(PgQueryScanResult*)>;

ParseResult raw_parse(const std::string& text) {
  return {new PgQueryParseResult(pg_query_parse(text.c_str())), [](PgQueryParseResult* result) {
            pg_query_free_parse_result(*result);
            delete result;
          }};
}

ScanResult raw_scan(const std::string& text) {
  return {new PgQueryScanResult(pg_query_scan(text.c_str())), [](PgQueryScanResult* result) {
            pg_query_free_scan_result(*result);
            delete result;
          }};
}

std::string problem(const std::string& text) {
  if (text.size() > kMaxParsedBytes) return "is longer than 64 KiB";
  if (text.find('\0') != std::string::npos) return "holds a zero byte";
  return {};
}

// Without recursion, since the depth is what is in question.
bool nests_too_deeply(const std::string& json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if ((c == '{' || c == '[') && ++depth > kMaxDepth) return true;
    if (c == '}' || c == ']') --depth;
  }
  return false;
}

// The little of the protobuf wire format that a ScanResult needs: varints and nested messages.
class Wire {
 public:
  explicit Wire(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.empty(); }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !bytes_.empty() && shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) break;
    }
    return value;
  }

  // (field number, is it a message)
  std::pair<std::uint64_t, bool> key() {
    const std::uint64_t key = varint();
    return {key >> 3U, (key & 7U) == 2};
  }

  Wire message() {
    const std::size_t size = static_cast<std::size_t>(varint());
    const Wire inner(bytes_.substr(0, size));
    bytes_.remove_prefix(std::min(size, bytes_.size()));
    return inner;
  }

 private:
  std::string_view bytes_;
};

// message ScanToken { int32 start = 1; int32 end = 2; … }
Token token(Wire wire) {
  Token found;
  while (!wire.at_end()) {
    const auto [field, is_message] = wire.key();
    if (is_message) {
      wire.message();
      continue;
    }
    const std::size_t value = static_cast<std::size_t>(wire.varint());
    if (field == 1) found.begin = value;
    if (field == 2) found.end = value;
  }
  return found;
}

// libpg_query ends a U&"name" behind its first letter.
std::size_t end_of_token(std::string_view text, const Token& token) {
  const bool escapes =
      text.substr(token.begin + 1).starts_with("&\"") && token.end == token.begin + 1;
  if (!escapes) return token.end;
  std::size_t end = token.begin + 3;
  while (end < text.size() && (text[end] != '"' || text.substr(end).starts_with("\"\"")))
    end += text[end] == '"' ? 2 : 1;
  return std::min(end + 1, text.size());
}

bool is_comment(std::string_view text) { return text.starts_with("--") || text.starts_with("/*"); }

std::string_view word(std::string_view text, const Token& token) {
  return text.substr(token.begin, token.end - token.begin);
}

// message ScanResult { int32 version = 1; repeated ScanToken tokens = 2; }
std::vector<Token> all_tokens(const std::string& text) {
  const ScanResult result = raw_scan(text);
  if (result->error) return {};
  std::vector<Token> tokens;
  Wire wire(std::string_view(result->pbuf.data, result->pbuf.len));
  while (!wire.at_end()) {
    const auto [field, is_message] = wire.key();
    if (!is_message) {
      wire.varint();
      continue;
    }
    Token found = token(wire.message());
    found.end = end_of_token(text, found);
    if (field == 2) tokens.push_back(found);
  }
  return tokens;
}

}  // namespace

ParseTree parse(const std::string& text) {
  if (const std::string wrong = problem(text); !wrong.empty()) return {wrong, {}};
  const ParseResult result = raw_parse(text);
  if (result->error) return {result->error->message, {}};
  const std::string json = result->parse_tree;
  if (nests_too_deeply(json)) return {"is nested too deeply", {}};
  nlohmann::json tree = nlohmann::json::parse(json, nullptr, false);
  if (tree.is_discarded()) return {"is not valid UTF-8", {}};
  return {{}, tree.contains("stmts") ? std::move(tree["stmts"]) : nlohmann::json::array()};
}

std::vector<Token> scan(const std::string& text) {
  if (text.find('\0') != std::string::npos) return {};
  std::vector<Token> tokens = all_tokens(text);
  std::erase_if(tokens, [&](const Token& token) { return is_comment(word(text, token)); });
  return tokens;
}

std::vector<Token> comments(const std::string& text) {
  if (text.find('\0') != std::string::npos) return {};
  std::vector<Token> tokens = all_tokens(text);
  std::erase_if(tokens, [&](const Token& token) { return !is_comment(word(text, token)); });
  return tokens;
}

}  // namespace zdm
