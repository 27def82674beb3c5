#include "catch.hpp"
#include "operations/builtin_type.hpp"
#include "operations/lost_by_type.hpp"
#include "pg_server.hpp"

namespace {

using namespace zdm;

struct Trip {
  const char* from;
  const char* value;  // of that type: the kind of value that is lost, or that one would fear for
  const char* to;
  const char* lost;  // empty: nothing
};

// As the catalog has it.
TypeName type(const char* written) { return operations::builtin_type(written)->type; }

TEST_CASE("what types say to be lost is what a server loses", "[operations][database]") {
  const auto trip = GENERATE(
      Trip{"double precision", "1.5", "integer", "fractions"},
      Trip{"numeric", "1.5", "bigint", "fractions"}, Trip{"numeric(5,0)", "12345", "integer", ""},
      Trip{"integer", "2147483647", "bigint", ""},
      Trip{"numeric(10,4)", "1.2345", "numeric(10,2)", "more than 2 digits behind the point"},
      Trip{"numeric(10,2)", "1.25", "numeric(12,4)", ""},
      Trip{"numeric", "1.25", "numeric(5,0)", "fractions"},
      Trip{"numeric", "0.12345678901234567890", "double precision", "more than 15 digits"},
      Trip{"numeric(12,3)", "123456789.123", "double precision", ""},
      Trip{"bigint", "9007199254740993", "double precision", "more than 15 digits"},
      Trip{"integer", "2147483647", "double precision", ""},
      Trip{"integer", "16777217", "real", "more than 6 digits"},
      Trip{"smallint", "32767", "real", ""}, Trip{"real", "0.1", "double precision", ""},
      Trip{"double precision", "0.1234567890123456", "real", "more than 6 digits"},
      Trip{"double precision", "0.1234567890123456", "numeric", "more than 15 digits"},
      Trip{"real", "0.123456789", "numeric", "more than 6 digits"},
      Trip{"text", "a long text", "varchar(3)", "more than 3 characters"},
      Trip{"varchar(20)", "a long text", "char(3)", "more than 3 characters"},
      Trip{"varchar(3)", "abc", "varchar(20)", ""}, Trip{"varchar(3)", "abc", "text", ""},
      Trip{"timestamptz", "2026-02-03 04:05:06", "date", "the time of day"},
      Trip{"timestamp", "2026-02-03 04:05:06.789", "timestamp(0)",
           "more than 0 digits of a second"},
      Trip{"timestamp(3)", "2026-02-03 04:05:06.789", "timestamptz", ""},
      Trip{"date", "2026-02-03", "timestamp", ""},
      Trip{"time with time zone", "04:05:06+03", "time", "the zone"},
      Trip{"json", "{\"b\": 1,  \"a\": 2}", "jsonb", "spaces, and the order of keys"});
  INFO(trip.from << " -> " << trip.to);
  CHECK(operations::lost_by_type(type(trip.from), type(trip.to)).value_or("") == trip.lost);
  pg::Session session = test::connect(test::new_database(""));
  session.query("SET extra_float_digits = 1");
  const std::string back =
      session
          .query(fmt::format("SELECT ('{0}'::{1}::{2}::{1})::text = ('{0}'::{1})::text", trip.value,
                             trip.from, trip.to))
          .value();
  CHECK((back == "t") == std::string(trip.lost).empty());
}

TEST_CASE("a date and a time of day have no place for one another", "[operations]") {
  CHECK(operations::lost_by_type(type("timestamp"), type("time")) == "the date");
  CHECK_FALSE(operations::lost_by_type(type("text"), type("integer")));
  CHECK_FALSE(operations::lost_by_type(TypeName{"app.mood"}, TypeName{"text"}));
}

}  // namespace
