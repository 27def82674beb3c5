#pragma once

#include "core/error.hpp"

namespace zdm::pg {

// The connection was lost while COMMIT was under way: the transaction may have been committed or
// not. Only the journal, read over a new connection, knows.
class CommitInDoubt : public Error {
 public:
  explicit CommitInDoubt(const std::string& message)
      : Error(ErrorKind::failed, message,
              "run the same command again: it looks up in the journal what was done", "08007") {}
};

}  // namespace zdm::pg
