#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zdm::lint {

// A table as SQL names it; without a schema, the search_path decides.
struct TableName {
  std::string schema;
  std::string name;

  std::string quoted() const;  // for messages: "users", "shop.users"
  // May both be one table? A name without a schema may be in any.
  bool may_be(const TableName& other) const;
  auto operator<=>(const TableName&) const = default;
};

// A node of libpg_query's parse tree, by the parser's own names (nodes/parsenodes.h of PostgreSQL).
// A node that is not there has no members, so that nobody needs to ask first. The tree must outlive
// it. Its header is light: rules see no JSON.
class SyntaxNode {
 public:
  SyntaxNode() = default;
  // {"AlterTableStmt": {…}} is of the kind AlterTableStmt; a bare {…} has no kind.
  explicit SyntaxNode(const nlohmann::json& value);

  const std::string& kind() const { return kind_; }
  bool is(std::string_view kind) const { return kind_ == kind; }
  explicit operator bool() const { return body_ != nullptr; }

  SyntaxNode at(std::string_view key) const;
  std::vector<SyntaxNode> list(std::string_view key) const;
  bool has(std::string_view key) const;
  std::string text(std::string_view key) const;  // empty if it is not there
  int number(std::string_view key) const;  // 0 if it is not there; the parser leaves zeros out
  bool flag(std::string_view key) const;

  // Of a String, a List of them, or a TypeName: the names, schema first.
  std::vector<std::string> names() const;
  std::vector<std::string> names(std::string_view key) const;  // of a list of String
  TableName table() const;                                     // of a RangeVar
  TableName table(std::string_view key) const { return at(key).table(); }

  // In bytes from the beginning of the statement; none if the parser does not tell.
  std::optional<std::size_t> location() const;

  // This node and all below it that have a kind, parents first.
  void walk(const std::function<void(const SyntaxNode&)>& visit) const;

 private:
  std::string kind_;
  const nlohmann::json* body_ = nullptr;
};

// The last of them is the name, the one before its schema.
TableName table_of(const std::vector<std::string>& names);

}  // namespace zdm::lint
