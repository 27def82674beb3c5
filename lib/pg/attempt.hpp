#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "pg/session.hpp"

namespace zdm::pg {

// What the server made of one statement of many: an error in it is an answer too.
struct Attempt {
  Rows rows;
  std::optional<Error> error;  // never one of the world's: those are thrown

  std::string message() const;  // "message; hint", or empty
};

// Statements that may fail, in a transaction that goes on.
class Attempts {
 public:
  explicit Attempts(Session& session);
  // As SQL. Set in any other way, it would be lost at the next error.
  void set_search_path(const std::string& path);
  // Text of exactly one statement, or with parameters.
  Attempt run(std::string_view sql, const Row& parameters = {});

 private:
  Session& session_;
};

}  // namespace zdm::pg
