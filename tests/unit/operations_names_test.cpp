#include "catch.hpp"
#include "migration/migration.hpp"
#include "operations/builtin_type.hpp"
#include "operations/sql_fragment.hpp"
#include "operations/type.hpp"
#include "operations_support.hpp"

using namespace zdm;
using namespace zdm::operations;

namespace {

ObjectNames names_of(const std::string& operation) {
  const auto parsed = parse_migration("m.json", "{\"operations\": [" + operation + "]}");
  return parsed.migration.operations.at(0)->names();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("operations say what they need and what they make", "[operations]") {
  const ObjectNames created = names_of(R"json({"create_table": {"name": "t", "columns": [
      {"name": "a", "type": "int",
       "references": {"name": "f", "table": "users", "column": "id"}}]}})json");
  CHECK(created.needs == Names{"users"});
  CHECK(created.makes == Names{"t", "t.a"});
  const ObjectNames renamed =
      names_of(R"json({"rename_column": {"table": "t", "from": "a", "to": "b"}})json");
  CHECK(renamed.needs == Names{"t", "t.a"});
  CHECK(renamed.makes == Names{"t.b"});
  const ObjectNames indexed = names_of(
      R"json({"create_index": {"table": "t", "name": "i", "columns": [{"column": "a"}]}})json");
  CHECK(indexed.needs == Names{"t", "t.a"});
  CHECK(indexed.makes == Names{"i"});
  CHECK(names_of(R"json({"drop_index": {"name": "i"}})json").needs == Names{"i"});
}

TEST_CASE("operations need the columns that their expressions read", "[operations]") {
  const auto with_up = [](const std::string& up) {
    return names_of(R"json({"add_column": {"table": "t", "up": ")json" + up +
                    R"json(", "column": {"name": "a", "type": "int"}}})json")
        .needs;
  };
  CHECK(with_up("lower(b) || t.c || x.d") == Names{"t", "t.b", "t.c"});
  CHECK(with_up("(SELECT max(b) FROM other)") == Names{"t"});
}

TEST_CASE("types are known by all their spellings", "[types]") {
  const auto name = [](const char* written) { return builtin_type(written)->type.text; };
  CHECK(name("int4") == "integer");
  CHECK(name(" VarChar ( 20 ) ") == "character varying(20)");
  CHECK(name("char") == "character(1)");
  CHECK(name("numeric(5)") == "numeric(5,0)");
  CHECK(name("decimal( 10 , 2 )") == "numeric(10,2)");
  CHECK(name("timestamptz(3)") == "timestamp(3) with time zone");
  CHECK(name("timestamp (3) with time zone") == "timestamp(3) with time zone");
  CHECK(name("double  precision") == "double precision");
  CHECK(name("int[][]") == "integer[]");
  CHECK(builtin_type("serial")->serial);
  CHECK_FALSE(builtin_type("mood"));
  CHECK_FALSE(builtin_type("public.citext"));
}

TEST_CASE("a wider type is one that PostgreSQL takes without looking at rows", "[types]") {
  const auto free = [](const char* from, const char* to) {
    return is_free_widening({builtin_type(from)->type.text}, {builtin_type(to)->type.text});
  };
  CHECK(free("varchar(10)", "varchar(20)"));
  CHECK(free("varchar(10)", "text"));
  CHECK(free("text", "varchar"));
  CHECK(free("numeric(8,2)", "numeric(10,2)"));
  CHECK(free("numeric(8,2)", "numeric"));
  CHECK(free("timestamp(3)", "timestamp"));
  CHECK_FALSE(free("varchar(20)", "varchar(10)"));
  CHECK_FALSE(free("text", "varchar(10)"));
  CHECK_FALSE(free("varchar", "varchar(10)"));
  CHECK_FALSE(free("numeric(8,2)", "numeric(10,3)"));
  CHECK_FALSE(free("numeric", "numeric(10,3)"));
  CHECK_FALSE(free("int", "bigint"));
  CHECK_FALSE(free("timestamp", "timestamptz"));
  CHECK_FALSE(free("timestamp", "timestamp(3)"));
  CHECK_FALSE(free("varchar(10)[]", "varchar(20)[]"));
}

TEST_CASE("pieces of SQL are looked at before they are used", "[fragments]") {
  CHECK(problem_of_storage_parameters("fillfactor = 70").empty());
  CHECK(problem_of_storage_parameters("fillfactor").empty());
  CHECK_FALSE(problem_of_storage_parameters("fillfactor = 70) TABLESPACE x").empty());
  CHECK_FALSE(problem_of_storage_parameters("a); DROP TABLE users; --").empty());
  CHECK(problem_of_sequence_options("START WITH 10 INCREMENT BY 5 CACHE 20").empty());
  CHECK_FALSE(problem_of_sequence_options("; DROP TABLE users").empty());
  CHECK_FALSE(problem_of_sequence_options("BEGIN AT 5").empty());
  CHECK(problem_of_operator_class("text_pattern_ops").empty());
  CHECK(problem_of_operator_class("\"my schema\".\"ops\"").empty());
  CHECK_FALSE(problem_of_operator_class("text_ops DESC").empty());
  CHECK_FALSE(problem_of_operator_class("text_ops, b").empty());
  CHECK(collation_name("en_US.utf8")->quoted() == "\"pg_catalog\".\"en_US.utf8\"");
  CHECK(collation_name("\"C\"")->quoted() == "\"pg_catalog\".\"C\"");
  CHECK(collation_name("\"a\"\"b\".\"c\"")->quoted() == "\"a\"\"b\".\"c\"");
  CHECK_FALSE(collation_name("\"a\".\"b"));
  CHECK_FALSE(collation_name("\"a\"b"));
}
