#include "catch.hpp"
#include "sql/parse.hpp"
#include "sql/script.hpp"

namespace {

using namespace zdm;
using Statements = std::vector<std::string>;

TEST_CASE("a script is split at its semicolons, as the grammar has them", "[sql]") {
  CHECK(split_script("SELECT 1;SELECT ';'; -- ;\nSELECT 3") ==
        Statements{"SELECT 1", "SELECT ';'", " -- ;\nSELECT 3"});
  CHECK(split_script("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);SELECT 3").size() ==
        2);
  CHECK(
      split_script("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;SELECT 3")
          .size() == 2);
  CHECK(split_script(" -- nothing\n").empty());
}

TEST_CASE("where the grammar is not known, no statement is left out", "[sql]") {
  CHECK(split_script("SELECT 1;nonsense;SELECT (';');;SELECT 3") ==
        Statements{"SELECT 1", "nonsense", "SELECT (';')", "SELECT 3"});
  CHECK(split_script("nonsense").size() == 1);
  CHECK(split_script("SELECT 'no end; SELECT 2").size() == 1);
  const std::string long_one = "INSERT INTO t VALUES ('" + std::string(kMaxParsedBytes, 'x') + "')";
  CHECK(split_script(long_one + ";SELECT 2").size() == 2);
}

TEST_CASE("comments are found wherever they stand, and nowhere else", "[sql]") {
  const std::string text = "SELECT '-- none' /* one */, \"--\"; -- two\n$$ -- none $$";
  Statements found;
  for (const Token& token : comments(text))
    found.push_back(text.substr(token.begin, token.end - token.begin));
  CHECK(found == Statements{"/* one */", "-- two"});
}

}  // namespace
