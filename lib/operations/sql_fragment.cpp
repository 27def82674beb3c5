#include "operations/sql_fragment.hpp"

#include <nlohmann/json.hpp>

#include "sql/parse.hpp"

namespace zdm::operations {
namespace {

using nlohmann::json;

// The statement around a fragment must be what it was meant to be, with nothing smuggled in.
std::string problem_of(const std::string& statement, const char* kind, const char* part,
                       const char* what) {
  const ParseTree parsed = parse(statement);
  if (!parsed.error.empty()) return parsed.error;
  const std::string wrong = std::string("is not ") + what;
  if (parsed.statements.size() != 1) return wrong;
  const json& tree = parsed.statements[0].at("stmt");
  if (!tree.contains(kind) || !tree[kind].contains(part)) return wrong;
  return tree[kind].contains("whereClause") || tree[kind].contains("tableSpace") ? wrong : "";
}

// Reads one name in double quotes at `at`, which moves behind it.
std::optional<std::string> quoted_name(const std::string& text, std::size_t& at) {
  if (at >= text.size() || text[at] != '"') return std::nullopt;
  std::string name;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"')) {
      ++at;
      return name;
    }
    if (text[at] == '"') ++at;
    name += text[at];
  }
  return std::nullopt;
}

QualifiedName own(const std::string& name) { return {Identifier("pg_catalog"), Identifier(name)}; }

}  // namespace

std::string problem_of_storage_parameters(const std::string& text) {
  return problem_of("CREATE INDEX i ON t (a) WITH (" + text + "\n)", "IndexStmt", "options",
                    "a list of storage parameters");
}

std::string problem_of_sequence_options(const std::string& text) {
  return problem_of("CREATE SEQUENCE s " + text, "CreateSeqStmt", "options",
                    "a list of sequence options");
}

std::string problem_of_operator_class(const std::string& text) {
  const std::string statement = "CREATE INDEX i ON t (a " + text + "\n)";
  std::string problem = problem_of(statement, "IndexStmt", "indexParams", "an operator class");
  if (!problem.empty()) return problem;
  const json params = parse(statement).statements[0]["stmt"]["IndexStmt"]["indexParams"];
  const bool alone = params.size() == 1 && params[0]["IndexElem"].contains("opclass") &&
                     !params[0]["IndexElem"].contains("opclassopts") &&
                     params[0]["IndexElem"].value("ordering", "") == "SORTBY_DEFAULT";
  return alone ? "" : "is not the name of an operator class";
}

std::optional<QualifiedName> collation_name(const std::string& text) {
  if (text.find('"') == std::string::npos) return own(text);
  std::size_t at = 0;
  const auto first = quoted_name(text, at);
  if (!first) return std::nullopt;
  if (at == text.size()) return own(*first);
  if (text[at++] != '.') return std::nullopt;
  const auto second = quoted_name(text, at);
  if (!second || at != text.size()) return std::nullopt;
  return QualifiedName{Identifier(*first), Identifier(*second)};
}

}  // namespace zdm::operations
