#include "catch.hpp"
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
TypeName type(pg::Session& session, const char* written) {
  session.query("DROP TABLE IF EXISTS pg_temp.typed");
  session.query(fmt::format("CREATE TEMP TABLE typed (value {})", written));
  return {session
              .query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                     " WHERE attrelid = 'pg_temp.typed'::regclass AND attname = 'value'")
              .value()};
}

std::string lost(pg::Session& session, const char* from, const char* to) {
  return operations::lost_by_type(type(session, from), type(session, to)).value_or("");
}

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
      Trip{"json", "{\"b\": 1,  \"a\": 2}", "jsonb", "spaces, and the order of keys"},
      Trip{"numeric(4,1)[]", "{1.5}", "integer[]", "fractions"},
      Trip{"integer[]", "{{1,2},{3,4}}", "bigint[]", ""},
      Trip{"text[]", "{a long text}", "varchar(3)[]", "more than 3 characters"},
      Trip{"timestamp[]", "{2026-02-03 04:05:06.789}", "timestamp(0)[]",
           "more than 0 digits of a second"},
      Trip{"varchar(9)", "abc  ", "char(9)", "spaces at the end"},
      Trip{"char(9)", "abc", "text", ""}, Trip{"char(3)", "abc", "char(9)", ""},
      Trip{"text", "seventy bytes ....................................................... ..",
           "name", "more than 63 bytes"},
      Trip{"varchar(16)", "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", "varchar(20)", ""},
      Trip{"varchar(15)", "abc", "name", ""}, Trip{"name", "abc", "text", ""},
      Trip{"name", "a long name", "varchar(5)", "more than 5 characters"},
      Trip{"text", "abc", "\"char\"", "more than 1 byte"},
      Trip{"bit(8)", "10101010", "bit(4)", "more than 4 bits"},
      Trip{"bit(4)", "1010", "bit(8)", ""}, Trip{"bit(4)", "1010", "varbit", ""},
      Trip{"varbit", "10101", "varbit(3)", "more than 3 bits"},
      Trip{"varbit(3)", "101", "varbit(8)", ""},
      Trip{"varbit(5)", "101", "bit(5)", "fewer than 5 bits"},
      Trip{"varbit(8)", "10101010", "bit(5)", "more than 5 bits"},
      Trip{"bigint", "4294967296", "bit(32)", "more than 32 bits"},
      Trip{"integer", "-5", "bit(32)", ""}, Trip{"bit(32)", "1010", "integer", ""},
      Trip{"interval", "1 year 2 mons 3 days 04:05:06.789", "interval(1)",
           "more than 1 digits of a second"},
      Trip{"interval", "1 year 2 mons 3 days 04:05:06", "interval day", "what is less than a day"},
      Trip{"interval day to second", "3 days 04:05:06", "interval hour to minute",
           "what is less than a minute"},
      Trip{"interval", "1 year 2 mons 3 days", "interval year to month",
           "what is less than a month"},
      Trip{"interval", "1 day 04:05:06", "interval hour", "what is less than an hour"},
      Trip{"interval", "1 year 2 mons 3 days 04:05:06.5", "interval second", ""},
      Trip{"interval hour", "3 days 04:00:00", "interval(0)", ""},
      Trip{"interval", "3 days 04:05:06", "time", "more than a day, nor for less than nothing"},
      Trip{"interval", "-04:05:06", "time", "more than a day, nor for less than nothing"},
      Trip{"time", "04:05:06.789", "interval", ""},
      Trip{"time", "04:05:06.789", "interval(0)", "more than 0 digits of a second"},
      Trip{"time", "04:05:06", "interval minute", "what is less than a minute"},
      Trip{"integer", "7", "boolean", "numbers other than 0 and 1"},
      Trip{"inet", "10.1.2.3/8", "cidr", "the host's part of an address"},
      Trip{"cidr", "10.0.0.0/8", "inet", ""});
  INFO(trip.from << " -> " << trip.to);
  static pg::Session session = test::connect(test::new_database(""));
  CHECK(lost(session, trip.from, trip.to) == trip.lost);
  session.query("SET extra_float_digits = 1");
  const std::string back =
      session
          .query(fmt::format("SELECT ('{0}'::{1}::{2}::{1})::text = ('{0}'::{1})::text", trip.value,
                             trip.from, trip.to))
          .value();
  CHECK((back == "t") == std::string(trip.lost).empty());
}

// Before 15, a scale is never negative.
TEST_CASE("digits before the point get lost as those behind it do", "[operations][database]") {
  const auto said = [](const char* from, const char* to) {
    return operations::lost_by_type({from}, {to}).value_or("");
  };
  CHECK(said("integer", "numeric(5,-2)") == "anything but multiples of 100");
  CHECK(said("numeric(6,-1)", "numeric(5,-2)") == "anything but multiples of 100");
  CHECK(said("numeric(5,-2)", "integer").empty());
  CHECK(said("numeric(3,-9)[]", "numeric(5,-12)[]") == "anything but multiples of 10^12");
  pg::Session session = test::connect(test::new_database(""));
  if (session.server_version() < 150000) return;
  CHECK(type(session, "numeric(5,-2)").text == "numeric(5,-2)");
  CHECK(session.query("SELECT 1234::numeric(5,-2)::integer").value() == "1200");
  CHECK(session.query("SELECT 1200::numeric(5,-2)::integer::numeric(5,-2)").value() == "1200");
}

TEST_CASE("a date and a time of day have no place for one another", "[operations]") {
  const auto said = [](const char* from, const char* to) {
    return operations::lost_by_type({from}, {to}).value_or("");
  };
  CHECK(said("timestamp without time zone", "time without time zone") == "the date");
  CHECK(said("text", "integer").empty());
  CHECK(said("app.mood", "text").empty());
  CHECK(said("integer", "integer[]").empty());
}

}  // namespace
