#include "sql/expression.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "core/error.hpp"

namespace zdm {
namespace {

using Columns = std::map<Identifier, ColumnId>;
using Names = std::vector<std::string>;

const Identifier kUsers("users");
const Columns kColumns{{Identifier("id"), 1},
                       {Identifier("name"), 2},
                       {Identifier("email"), 3},
                       {Identifier("Mixed Case"), 4}};

Names bound_names(const std::string& text) {
  Names names;
  for (const auto& [name, id] : bind_columns(SqlExpression(text), kUsers, kColumns).columns)
    names.push_back(name.str());
  return names;
}

// Every column gets the name "x".
std::string renamed(const std::string& text) {
  std::map<ColumnId, Identifier> names;
  for (const auto& [name, id] : kColumns) names[id] = Identifier("x");
  return rename_columns(bind_columns(SqlExpression(text), kUsers, kColumns), names).text();
}

std::string spans(const std::string& text) {
  std::string found;
  for (const ColumnUse& use : analyze(SqlExpression(text)).columns)
    found += "[" + text.substr(use.begin, use.end - use.begin) + "]";
  return found;
}

}  // namespace

TEST_CASE("renaming a column leaves longer names that contain it alone") {
  CHECK(renamed("valid_id > id") == R"(valid_id > "x")");
  CHECK(renamed("first_name || name") == R"(first_name || "x")");
}

TEST_CASE("renaming a column leaves literals that hold its name alone") {
  CHECK(renamed("name <> 'name' AND id > 0") == R"("x" <> 'name' AND "x" > 0)");
  CHECK(renamed("name <> $$id$$ OR name = E'it\\'s id'") ==
        R"("x" <> $$id$$ OR "x" = E'it\'s id')");
}

TEST_CASE("renaming a column leaves functions, types and comments of its name alone") {
  CHECK(renamed("name(id)::name") == R"(name("x")::name)");
  CHECK(renamed("id /* id */ > 0 -- id") == R"("x" /* id */ > 0 -- id)");
}

TEST_CASE("names fold as in PostgreSQL") {
  CHECK(renamed("ID > Id") == R"("x" > "x")");
  CHECK(renamed(R"("ID" > "id")") == R"("ID" > "x")");
  CHECK(renamed(R"("Mixed Case" = mixed)") == R"("x" = mixed)");
  CHECK(renamed(R"(U&"\0069d" > U&"!0069d" UESCAPE '!')") == R"("x" > "x")");
  CHECK(spans(R"("a""b" || U&"c""d" || e$1 || U&'f')") == R"(["a""b"][U&"c""d"][e$1])");
}

TEST_CASE("a reference is replaced with its qualifier") {
  CHECK(renamed("users.id > public.users.id") == R"("x" > "x")");
  CHECK(renamed("users /* the row */ . \"id\" > 0") == R"("x" > 0)");
  CHECK(renamed("(name).id[1] + id[id]") == R"(("x").id[1] + "x"["x"])");
}

TEST_CASE("a qualifier that is not the row is not the row's column") {
  CHECK(bound_names("accounts.id > 0").empty());
  CHECK(bound_names("users.id > 0") == Names{"id"});
}

TEST_CASE("spans are bytes") {
  CHECK(spans("'Ünï' || größe || \"naïve ☃\"") == "[größe][\"naïve ☃\"]");
}

TEST_CASE("columns are found wherever an expression may stand") {
  CHECK(spans("CASE WHEN a THEN b ELSE c END") == "[a][b][c]");
  CHECK(spans("ARRAY[a, b] || ROW(c)::t") == "[a][b][c]");
  CHECK(spans("a IN (b, c) AND d BETWEEN e AND f") == "[a][b][c][d][e][f]");
  CHECK(spans("coalesce(a, trim(BOTH ' ' FROM b), extract(year FROM c)::text)") == "[a][b][c]");
  CHECK(spans("sum(a) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d)") == "[a][b][c][d]");
  CHECK(spans("a COLLATE \"C\" < b AND c IS NOT NULL AND NOT d") == "[a][b][c][d]");
}

TEST_CASE("replaced names stay apart from what stands beside them") {
  CHECK(renamed(R"(other&id)") == R"(other& "x")");
  CHECK(renamed(R"(U&id)") == R"(U& "x")");
}

TEST_CASE("a reference may become any SQL") {
  const BoundExpression check = bind_columns(SqlExpression("users.id > 0"), kUsers, kColumns);
  CHECK(replace_columns(check, {{1, Sql::raw("t.\"id\"")}}).text() == R"(t."id" > 0)");
  CHECK(replace_columns(check, {{2, Sql::raw("t.\"name\"")}}).text() == "users.id > 0");
}

TEST_CASE("a subquery's names count where they are columns of the row") {
  const std::string text = "(SELECT count(*) FROM orders o WHERE o.id = users.id AND email = 'x')";
  CHECK(bound_names(text) == Names{"email", "id"});
  CHECK(bound_names("(SELECT o.name FROM orders o)").empty());
  CHECK(analyze(SqlExpression(text)).has_subquery);
  CHECK_THROWS_AS(renamed(text), Error);
}

TEST_CASE("a bare SELECT is an expression") {
  const std::string text = "SELECT lower(email) FROM users u -- all of them";
  const ExpressionAnalysis analysis = analyze(SqlExpression(text));
  CHECK(analysis.error.empty());
  CHECK(analysis.has_subquery);
  CHECK(analysis.functions == Names{"lower"});
  CHECK(spans(text) == "[email]");
  CHECK(bound_names("WITH a AS (SELECT 1 AS b) SELECT b + users.id FROM a") == Names{"id"});
}

TEST_CASE("the whole row reads every column") {
  CHECK(bound_names("to_jsonb(users)").size() == kColumns.size());
  CHECK(bound_names("to_jsonb(users.*)").size() == kColumns.size());
  CHECK(analyze(SqlExpression("to_jsonb(users.*)")).reads_whole_row);
  CHECK_THROWS_AS(renamed("users.* IS NOT NULL"), Error);
  CHECK(bound_names("EXISTS (SELECT * FROM orders)").empty());
}

TEST_CASE("functions are told by their names") {
  CHECK(analyze(SqlExpression("my.f(g(a)) + \"H\"()")).functions.size() == 3);
}

TEST_CASE("an expression that cannot be parsed binds the words in it") {
  CHECK_FALSE(analyze(SqlExpression("name IS YET UNKNOWN")).error.empty());
  CHECK(bound_names("name IS YET UNKNOWN AND 'id' = first_name") == Names{"name"});
  CHECK(bound_names("\"Mixed Case\" IS YET UNKNOWN") == Names{"Mixed Case"});
  CHECK_THROWS_AS(renamed("name IS YET UNKNOWN"), Error);
}

TEST_CASE("one expression, or one SELECT, is a single expression") {
  CHECK(is_single_expression("a + b"));
  CHECK(is_single_expression("(a) + (b)"));
  CHECK(is_single_expression("a -- comment"));
  CHECK(is_single_expression("SELECT a FROM b LIMIT 1"));
  CHECK(is_single_expression("(SELECT a FROM b)"));
}

TEST_CASE("what would break out of parentheses is no single expression") {
  for (const std::string text : {"",
                                 "  ",
                                 "-- comment",
                                 "a, b",
                                 "a AS b",
                                 "a b",
                                 "a FROM b",
                                 "a; DROP TABLE users",
                                 "a) + (b",
                                 "1), (2",
                                 "*",
                                 "ALL a",
                                 "DISTINCT a",
                                 "a UNION SELECT b",
                                 "a WHERE true",
                                 "a /*",
                                 "'a",
                                 "SELECT 1; SELECT 2",
                                 "SELECT 1;",
                                 "SELECT 1) + (SELECT 2",
                                 "SELECT 1 INTO t",
                                 "DELETE FROM users RETURNING id"}) {
    INFO(text);
    CHECK_FALSE(is_single_expression(text));
  }
}

TEST_CASE("text without bounds is an error and not a crash") {
  const auto error = [](const std::string& text) { return analyze(SqlExpression(text)).error; };
  const auto repeated = [](std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
  };
  CHECK(error(std::string(70'000, ' ') + "a") == "is longer than 64 KiB");
  CHECK(error(std::string("a\0b", 3)) == "holds a zero byte");
  CHECK(error(repeated("1+", 32'000) + "1") == "is nested too deeply");
  CHECK_FALSE(error(repeated("(", 30'000) + "1" + repeated(")", 30'000)).empty());
  CHECK_FALSE(error("\"\xff\xfe\"").empty());
}

}  // namespace zdm
