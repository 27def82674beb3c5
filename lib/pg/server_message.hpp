#pragma once

#include <string>
#include <string_view>

namespace zdm::pg {

// What the server says about an error, as libpq puts it into one text:
//   ERROR:  relation "t" does not exist
//   LINE 1: SELECT * FROM t
//                         ^
//   HINT:  …
// The severity may be in any language, the labels are libpq's own.
struct ServerMessage {
  std::string primary;
  std::string detail;
  std::string hint;  // without a full stop at its end

  // "primary; detail", without a full stop or a newline at its end.
  std::string text() const;
};

ServerMessage read_server_message(std::string_view text);

// A text of several lines as one, "; " between them.
std::string on_one_line(std::string_view text);

}  // namespace zdm::pg
