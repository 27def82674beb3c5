#include "catch.hpp"
#include "core/error.hpp"
#include "pg/catalog_reader.hpp"
#include "pg_server.hpp"

using namespace zdm;
using pg::Session;
using test::connect;
using test::contains;
using test::new_database;

namespace {

constexpr const char* kSchema = R"(
  CREATE TYPE mood AS ENUM ('happy');
  CREATE DOMAIN word AS varchar(9) CHECK (VALUE <> '');
  CREATE DOMAIN free AS text;
  CREATE TABLE users (id int);
  CREATE FUNCTION calm(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
  CREATE SCHEMA aside; CREATE TYPE aside."Ty pe" AS (a int))";

const std::string& database() {
  static const std::string name = new_database(kSchema);
  return name;
}

Facts ask(const Questions& questions) {
  Session session = connect(database());
  return pg::answer(session, questions, Identifier("public"), {Identifier("aside")},
                    std::chrono::milliseconds(100));
}

TypeFacts about(const std::string& type) {
  Questions questions;
  questions.ask(TypeQuestion{type});
  return *ask(questions).about(TypeQuestion{type});
}

const std::vector<ScopeColumn>& scope() {
  static const std::vector<ScopeColumn> columns{
      {Identifier("id"), {"bigint"}},
      {Identifier("Na me"), {"character varying(20)"}},
      {Identifier("email"), {"text"}},
      {Identifier("at"), {"timestamp with time zone"}},
      {Identifier("ts"), {"timestamp without time zone"}},
      {Identifier("day"), {"date"}},
      {Identifier("mood"), {"public.mood"}},
      {Identifier("j"), {"jsonb"}},
  };
  return columns;
}

ExpressionFacts about(const std::string& expression, ExpressionUse use,
                      const std::string& target = {}) {
  const ExpressionQuestion question{
      expression,
      use,
      Identifier("people"),
      use == ExpressionUse::default_value ? std::vector<ScopeColumn>{} : scope(),
      {target}};
  Questions questions;
  questions.ask(question);
  return *ask(questions).about(question);
}

Volatility volatility(const std::string& expression) {
  const ExpressionFacts facts = about(expression, ExpressionUse::row_value);
  INFO(expression << ": " << facts.error);
  REQUIRE(facts.error.empty());
  return facts.volatility;
}

}  // namespace

TEST_CASE("a type is known under the server's name for it, with its modifiers") {
  const auto [asked, type, unmodified] =
      GENERATE(Catch::Generators::table<std::string, std::string, std::string>({
          {"int4", "integer", "integer"},
          {"VarChar(20)", "character varying(20)", "character varying"},
          {"numeric( 10,2 )[]", "numeric(10,2)[]", "numeric[]"},
          {"timestamp(3) with time zone", "timestamp(3) with time zone",
           "timestamp with time zone"},
          {"interval day to second(2)", "interval day to second(2)", "interval"},
          {"char", "character(1)", "bpchar"},
          {"mood", "public.mood", "public.mood"},
          {"mood[]", "public.mood[]", "public.mood[]"},
          {"word", "public.word", "public.word"},
          {"\"Ty pe\"", "aside.\"Ty pe\"", "aside.\"Ty pe\""},
          {"int -- a comment", "integer", "integer"},
      }));
  const TypeFacts facts = about(asked);
  CHECK(facts.error.empty());
  CHECK(facts.type.text == type);
  CHECK(facts.unmodified.text == unmodified);
  CHECK_FALSE(facts.serial);
}

TEST_CASE("serial types are integers that are filled") {
  for (const auto& [serial, integer] :
       {std::pair("smallserial", "smallint"), std::pair(" SERIAL", "integer"),
        std::pair("serial8", "bigint")}) {
    const TypeFacts facts = about(serial);
    CHECK(facts.serial);
    CHECK(facts.type.text == integer);
  }
}

TEST_CASE("what is no type is an error, and runs nothing") {
  for (const char* type : {"nope", "23", "-", "", "int) ; (", "int; DROP TABLE users", "record",
                           "varchar(0)", "users.id%type", "setof int"}) {
    INFO(type);
    CHECK_FALSE(about(type).error.empty());
  }
  CHECK(about("nope").error == "type \"nope\" does not exist");
  CHECK(about("record").error == "type record cannot be a column's");
}

TEST_CASE("equality, collation and constraints of a type are known") {
  for (const char* type : {"int", "varchar(3)", "jsonb", "mood", "word", "int4range", "text[]"})
    CHECK(about(type).has_equality);
  for (const char* type : {"json", "point", "xml", "json[]"}) CHECK_FALSE(about(type).has_equality);
  CHECK(about("text").collatable);
  CHECK_FALSE(about("int").collatable);
  CHECK(about("word").constrained_domain);
  CHECK_FALSE(about("free").constrained_domain);
  CHECK_FALSE(about("text").constrained_domain);
}

TEST_CASE("one bad question does not spoil the answers to others") {
  Questions questions;
  for (const char* type : {"mood", "a nope", "nope", "z", "int"}) questions.ask(TypeQuestion{type});
  const Facts facts = ask(questions);
  CHECK(facts.about(TypeQuestion{"mood"})->type.text == "public.mood");
  CHECK(facts.about(TypeQuestion{"int"})->error.empty());
  CHECK_FALSE(facts.about(TypeQuestion{"nope"})->error.empty());
  CHECK(facts.may_silence_triggers);
  CHECK(facts.about(TypeQuestion{"not asked"}) == nullptr);
}

TEST_CASE("an expression over a row may be all that UPDATE takes") {
  for (const char* good :
       {"upper(people.email)", "id + 1 -- one more", "\"Na me\" || 'x'",
        "SELECT max(u.id) FROM users u", "(SELECT count(*) FROM users WHERE users.id = people.id)",
        "CASE WHEN id > 0 THEN 'a' END"}) {
    INFO(good);
    CHECK(about(good, ExpressionUse::row_value).error.empty());
  }
  const auto error = [](const char* text) { return about(text, ExpressionUse::row_value).error; };
  CHECK_THAT(error("max(id)"), contains("aggregate functions are not allowed in"));
  CHECK_THAT(error("generate_series(1, 2)"), contains("set-returning functions"));
  CHECK_THAT(error("row_number() OVER ()"), contains("window functions"));
  CHECK_THAT(error("nosuch(id)"), contains("function nosuch(bigint) does not exist"));
  CHECK_THAT(error("emial"), contains("\"people.email\""));
  CHECK_THAT(error("nothing_like_it"), contains("columns are id, Na me, email"));
  CHECK(error("id +") == "syntax error at end of input");
}

TEST_CASE("an expression cannot be more than one, and runs nothing") {
  for (const char* bad : {"1) OR (true", "1); DROP TABLE users; --", "1; DROP TABLE users",
                          "id, id", "'open", "$1", "", "*", "id AS x"}) {
    INFO(bad);
    CHECK_FALSE(about(bad, ExpressionUse::row_value).error.empty());
  }
  CHECK_NOTHROW(connect(database()).query("SELECT FROM public.users"));
}

TEST_CASE("an expression has to become the type that is wanted") {
  CHECK(about("email", ExpressionUse::row_value, "integer").error.empty());
  CHECK_THAT(about("'x'", ExpressionUse::row_value, "integer").error,
             contains("invalid input syntax for type integer"));
  CHECK_THAT(about("at", ExpressionUse::row_value, "jsonb").error,
             contains("cannot cast type timestamp with time zone to jsonb"));
}

TEST_CASE("a default reads no columns and is stored without a cast") {
  const auto error = [](const char* text, const char* type) {
    return about(text, ExpressionUse::default_value, type).error;
  };
  for (const auto& [text, type] :
       {std::pair("now()", "date"), std::pair("'12'", "integer"), std::pair("1.5", "integer"),
        std::pair("1", "text"), std::pair("'{}'", "integer[]"), std::pair("'a'", "public.word"),
        std::pair("ARRAY[]::text[]", "character varying(9)[]"),
        std::pair("'x'::text", "public.word"), std::pair("NULL", "public.mood"),
        std::pair("gen_random_uuid()", "uuid")}) {
    INFO(text);
    CHECK(error(text, type) == "");
  }
  CHECK_THAT(error("'12'::text", "integer"), contains("write a cast"));
  CHECK_THAT(error("'happy'::text", "public.mood"), contains("write a cast"));
  CHECK_THAT(error("id", "integer"), contains("a default reads no columns"));
  CHECK_THAT(error("(SELECT 1)", "integer"), contains("subqueries are not allowed in a default"));
}

TEST_CASE("a condition is boolean and has no subquery") {
  const auto error = [](const char* text) { return about(text, ExpressionUse::condition).error; };
  CHECK(error("id > 0 AND email LIKE 'x%'").empty());
  CHECK(error("email") == "a condition must be of type boolean, and this is of type text");
  CHECK_THAT(error("EXISTS (SELECT 1)"), contains("subqueries are not allowed in a condition"));
}

TEST_CASE("the volatility is that of the most volatile part") {
  for (const char* immutable : {"0",
                                "'x' || lower('y')",
                                "id * 2",
                                "coalesce(email, '') || ' ' || \"Na me\"",
                                "calm(1)",
                                "date_trunc('day', ts)",
                                "date_trunc('day', at AT TIME ZONE 'UTC')",
                                "extract(year FROM ts)",
                                "ts + interval '1 day'",
                                "day - day",
                                "id::text",
                                "ts::date",
                                "at > '2020-01-01'",
                                "mood = 'happy'",
                                "(j->>'a')::int",
                                "to_tsvector('simple', email)",
                                "(\"Na me\")::text <> 'id'::text",
                                "nullif(email, '')",
                                "ARRAY[]::text[]",
                                "'2020-01-01'::timestamptz",
                                "substring(email FROM 1 FOR 3)",
                                "id IN (1, 2)",
                                "id BETWEEN 1 AND 2",
                                "email COLLATE \"C\""}) {
    INFO(immutable);
    CHECK(volatility(immutable) == Volatility::immutable);
  }
  for (const char* stable :
       {"now()", "current_timestamp", "date_trunc('day', at)", "extract(year FROM at)",
        "at + interval '1 day'", "at + '1 day'", "at::date", "email::date", "mood::text",
        "concat(email, 'x')", "to_char(ts, 'YYYY')", "at > day", "to_tsvector(email)",
        "(SELECT count(*) FROM users)", "age(ts)", "CASE WHEN id > 0 THEN now() END"}) {
    INFO(stable);
    CHECK(volatility(stable) == Volatility::stable);
  }
  for (const char* changing :
       {"random()", "gen_random_uuid()", "clock_timestamp()", "lower(email || random())"}) {
    INFO(changing);
    CHECK(volatility(changing) == Volatility::volatile_);
  }
}

TEST_CASE("an index expression is immutable, and the message says what in it is not") {
  CHECK(about("lower(\"Na me\")", ExpressionUse::index_key).error.empty());
  CHECK_THAT(about("date_trunc('day', at)", ExpressionUse::index_key).error,
             contains("date_trunc is not"));
}

TEST_CASE("a plain role may not silence triggers") {
  Session session = connect(new_database("CREATE ROLE plain"));
  session.query("SET ROLE plain");
  CHECK_FALSE(pg::answer(session, {}, Identifier("public"), {}).may_silence_triggers);
}

TEST_CASE("a lock that questions would have to wait for is an error of the world") {
  Session holder = connect(database());
  holder.transaction([&] {
    holder.query("LOCK TABLE public.users");
    try {
      about("(SELECT count(*) FROM users)", ExpressionUse::row_value);
      FAIL("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::lock_unavailable);
    }
  });
}
