#include "catch.hpp"
#include "pg/connection_string.hpp"
#include "pg/server_message.hpp"

using zdm::pg::hide_password;
using zdm::pg::read_server_message;
using zdm::pg::with_connect_timeout;

TEST_CASE("a server's message is taken apart, in any language of the severity") {
  const auto message = read_server_message(
      "FEHLER:  duplicate key\nLINE 1: INSERT INTO t\n                    ^\n"
      "DETAIL:  Key (id)=(1)\nexists.\nHINT:  Use another.\nCONTEXT:  SQL function \"f\"\n");
  CHECK(message.primary == "duplicate key");
  CHECK(message.detail == "Key (id)=(1)\nexists.");
  CHECK(message.hint == "Use another");
  CHECK(message.text() == "duplicate key; Key (id)=(1)\nexists");
}

TEST_CASE("a message that is only a sentence stays as it is") {
  CHECK(read_server_message("no connection to the server\n").text() ==
        "no connection to the server");
  CHECK(read_server_message("").text().empty());
}

TEST_CASE("pieces of a URL's password that libpq quotes are hidden") {
  const auto [url, piece] = GENERATE(Catch::Generators::table<std::string, std::string>({
      {"postgresql://bob:s%zzcret@h/db", "s%zzcret"},
      {"postgresql://bob:pa/ss@h/db", "pa"},
      {"postgresql://bob:p@ss@h/db", "ss@h"},
      {"postgresql://bob:pa%20ss@h/db", "pa ss"},
      {"postgres://h/db?password=s3cret&x=1", "s3cret"},
      {"postgres://h/db?sslpassword=s3cret", "s3cret"},
      {"host=h password=s3cret port=1", "s3cret"},
      {"host=h password = 's3 cret' port=1", "s3 cret"},
      {"host=h password=se cret", "cret"},
  }));
  CHECK(hide_password("oh \"" + piece + "\" no", url) == "oh \"***\" no");
}

TEST_CASE("a password with a quote in it hides all that is quoted") {
  CHECK(hide_password("bad \"a\"b\" there", "postgresql://u:a\"b@h/db") == "bad \"***\" there");
}

TEST_CASE("what is no part of the password is shown") {
  const auto [url, message] = GENERATE(Catch::Generators::table<std::string, std::string>({
      {"postgresql://bob:s3cret@h/db", "database \"db\" does not exist"},
      {"postgresql://bob:bob@h/db", "role \"bob\" does not exist"},
      {"host=h password=s3cret port=x", "invalid integer value \"x\""},
      {"postgresql://bob@h:1/db", "host \"h\""},
      {"", "socket \"/tmp\""},
  }));
  CHECK(hide_password(message, url) == message);
}

TEST_CASE("a connection string gets a time limit unless it has one") {
  CHECK(with_connect_timeout("postgresql://h/db") == "postgresql://h/db?connect_timeout=15");
  CHECK(with_connect_timeout("postgresql://h/db?a=b") ==
        "postgresql://h/db?a=b&connect_timeout=15");
  CHECK(with_connect_timeout("host=h") == "connect_timeout=15 host=h");
  CHECK(with_connect_timeout("host=h connect_timeout=3") == "host=h connect_timeout=3");
}
