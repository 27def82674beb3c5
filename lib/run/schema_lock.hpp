#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/identifier.hpp"
#include "pg/session.hpp"
#include "run/interruption.hpp"

namespace zdm::run {

// The advisory lock that keeps two zdm's apart: one for each managed schema and state schema of a
// database, held by a session until it ends. See "Advisory Locks" (advisory-locks) in PostgreSQL's
// manual.
class SchemaLock {
 public:
  SchemaLock(Identifier state_schema, Identifier schema);

  // Tries for `patience`, since the server may need a moment to notice that a killed zdm is gone.
  // Throws Error(wrong_state) that names who holds it.
  void take(pg::Session& session, const Interruption& interruption,
            std::chrono::milliseconds patience) const;

  // The server's process that holds it, if any does.
  std::optional<int> holder(pg::Session& session) const;
  bool is_held(pg::Session& session) const { return holder(session).has_value(); }

  long long key() const { return key_; }

 private:
  std::string holder_text(pg::Session& session) const;

  Identifier schema_;
  long long key_;
};

}  // namespace zdm::run
