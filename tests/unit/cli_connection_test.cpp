#include <map>
#include <string>

#include "catch.hpp"
#include "connection.hpp"

namespace zdm::cli {
namespace {

Environment environment(std::map<std::string, std::string, std::less<>> variables) {
  return [variables = std::move(variables)](std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
}

}  // namespace

TEST_CASE("the option comes before zdm's variable, and that before DATABASE_URL") {
  const auto both = environment({{"ZDM_POSTGRES_URL", "own"}, {"DATABASE_URL", "common"}});
  CHECK(connection_url("option", both) == "option");
  CHECK(connection_url("", both) == "own");
  CHECK(connection_url("", environment({{"DATABASE_URL", "common"}})) == "common");
  CHECK(connection_url("", environment({{"PGHOST", "h"}})).empty());
}

TEST_CASE("libpq's own variables name a database too, but its defaults do not") {
  CHECK(names_a_database("url", environment({})));
  CHECK(names_a_database("", environment({{"PGDATABASE", "d"}})));
  CHECK(names_a_database("", environment({{"PGSERVICE", "s"}})));
  CHECK_FALSE(names_a_database("", environment({{"PGUSER", "u"}})));
}

TEST_CASE("a password is hidden wherever it may stand in what was typed") {
  CHECK(without_password("postgresql://me:s3cret@h/d") == "postgresql://me:***@h/d");
  CHECK(without_password("postgresql://me:s3@cr:et@h/d") == "postgresql://me:***@h/d");
  CHECK(without_password("host=h password=s3cret") == "host=h password=***");
  CHECK(without_password("host=h password = 's3 cret' port=1") == "host=h password =***");
  CHECK(without_password("postgresql://h/d?password=s3cret") == "postgresql://h/d?password=***");
}

TEST_CASE("what holds no password is shown as it is") {
  for (const char* text : {"", "x.json", "postgresql://me@h/d", "postgresql://h:5432/d", "a@b"})
    CHECK(without_password(text) == text);
}

}  // namespace zdm::cli
