#pragma once

#include <string>
#include <string_view>

namespace zdm::pg {

// A connection string is a URL or libpq's keywords ("host=… password=…"); see "Connection Strings"
// (libpq-connect, LIBPQ-CONNSTRING) in PostgreSQL's manual.

// With a limit for the time to connect, unless it names one: a host that drops packets would keep
// us for minutes.
std::string with_connect_timeout(std::string_view connection_string);

// A message about a connection string with *** in place of the password, and of every part of it:
// libpq quotes the piece of a malformed string that it trips over.
std::string hide_password(std::string message, std::string_view connection_string);

}  // namespace zdm::pg
