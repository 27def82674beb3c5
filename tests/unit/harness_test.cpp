#include <string>

#include "catch.hpp"
#include "harness/diff.hpp"
#include "harness/dump.hpp"
#include "harness/scenario.hpp"
#include "harness/script.hpp"

namespace zdm::harness {
namespace {

const std::string kCase =
    "a title\n"
    "of two lines\n"
    "\n"
    "== tables\n"
    "CREATE TABLE a (id int);\n"
    "\n"
    "== migration 01_x\n"
    "{}\n"
    "\n"
    "== new client as app_reader after complete\n"
    "SELECT 1;\n"
    "  1\n";

std::string lines_with_signs(const std::string& before, const std::string& after) {
  std::string signs;
  for (const Edit& edit : edits(lines_of(before), lines_of(after))) signs += edit.sign;
  return signs;
}

Dump dump_of(const std::string& table_lines, const std::string& rows) {
  return Dump::parse(
      "-- Name: a; Type: TABLE; Schema: public; Owner: o\n--\n\n"
      "CREATE TABLE public.a (\n" +
      table_lines +
      ");\n"
      "-- Data for Name: a; Type: TABLE DATA; Schema: public; Owner: o\n--\n\n"
      "COPY public.a (id) FROM stdin;\n" +
      rows + "\\.\n");
}

}  // namespace

TEST_CASE("a diff of equal texts is empty") { CHECK(unified_diff("a\nb\n", "a\nb\n").empty()); }

TEST_CASE("a diff shows what has gone and what has come") {
  CHECK(lines_with_signs("a\nb\nc\n", "a\nx\nc\n") == " -+ ");
  CHECK(lines_with_signs("a\n", "a\nb\n") == " +");
  CHECK(lines_with_signs("a\nb\n", "") == "--");
  CHECK_THAT(unified_diff("a\nb\n", "a\nc\n"), test::contains("-b\n+c\n"));
}

TEST_CASE("a case file is written as it was read") {
  CHECK(to_text(parse_case_file("x.case", kCase)) == kCase);
}

TEST_CASE("a heading says who acts, as whom, and when") {
  const Scenario scenario = understand(parse_case_file("x.case", kCase));
  REQUIRE(scenario.acts.size() == 1);
  CHECK(scenario.acts[0].client.side == Side::new_version);
  CHECK(scenario.acts[0].client.role == "app_reader");
  CHECK(scenario.acts[0].moment == Moment::after_complete);
  CHECK(scenario.migration.name == "01_x");
}

TEST_CASE("a heading that is not known is an error with its place") {
  const std::string text = kCase + "\n== nwe client\nSELECT 1;\n";
  CHECK_THROWS_WITH(understand(parse_case_file("x.case", text)),
                    test::contains("x.case:14: unknown heading"));
  CHECK_THROWS_AS(understand(parse_case_file("x.case", "title\n\n== tables\n")), CaseFileError);
}

TEST_CASE("a statement ends at a semicolon that ends a line, outside of a body") {
  const auto script =
      parse_script("-- one\nSELECT 1;\n  1\nSELECT 2,\n  3;\nDO $$\nBEGIN;\n$$;\n\n-- end\n");
  REQUIRE(script.size() == 4);
  CHECK(script[0].lead == "-- one\n");
  CHECK(script[1].sql == "SELECT 2,\n  3;\n");
  CHECK(script[2].sql == "DO $$\nBEGIN;\n$$;\n");
  CHECK(script[3].lead == "\n-- end\n");
  CHECK_THROWS_AS(parse_script("SELECT 1"), std::invalid_argument);
}

TEST_CASE("dumps are equal whatever the order of the rows") {
  CHECK(dump_of("id int\n", "1\n2\n") == dump_of("id int\n", "2\n1\n"));
  CHECK_FALSE(dump_of("id int\n", "1\n2\n") == dump_of("id int\n", "1\n3\n"));
  CHECK_FALSE(dump_of("id int\n", "1\n") == dump_of("id text\n", "1\n"));
}

TEST_CASE("the definitions of a dump are without its rows") {
  CHECK(dump_of("id int\n", "1\n").definitions() == dump_of("id int\n", "2\n").definitions());
}

TEST_CASE("changes name the thing and its lines") {
  CHECK(changes(dump_of("a int,\nb int\n", ""), dump_of("a int,\nb text,\nc int\n", "")) ==
        "TABLE a\n- b int\n+ b text\n+ c int\n");
}

}  // namespace zdm::harness
