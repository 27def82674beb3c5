#pragma once

#include "core/identifier.hpp"
#include "pg/session.hpp"

namespace zdm::run {

// The schema in which zdm keeps its state; its tables are described in schema/state*.sql.
class StateSchema {
 public:
  static constexpr int kVersion = 4;

  explicit StateSchema(Identifier name) : name_(std::move(name)) {}

  const Identifier& name() const { return name_; }

  // Is there a state to read? Makes nothing. Throws Error if the role may not read it (with the
  // GRANT that is missing), or if a newer zdm has made it.
  bool is_there(pg::Session& session) const;

  // Is it of this version? One of an older zdm lacks tables that have come since; the next command
  // that writes upgrades it.
  bool is_current(pg::Session& session) const;

  // Makes or upgrades it where that is needed; throws Error, with the right that is missing, where
  // the role may not. Safe when two run at once.
  void ensure(pg::Session& session) const;

 private:
  Identifier name_;
};

}  // namespace zdm::run
