#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/identifier.hpp"
#include "pg/session.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

enum class StepState { begun, done, undone };

// One migration's rows of the journal: which steps are done.
class Journal {
 public:
  Journal(Identifier state_schema, long long migration_id)
      : state_(std::move(state_schema)), migration_id_(migration_id) {}

  const Identifier& state_schema() const { return state_; }
  long long migration_id() const { return migration_id_; }

  std::map<std::string, StepState> read(pg::Session& session) const;
  std::optional<StepState> state(pg::Session& session, const std::string& step_id) const;

  // The statement that writes it: to be run in the transaction of what it tells.
  Sql mark(const std::string& step_id, StepState state) const;

  // For a person: the statement by which a step counts as done.
  Sql mark_by_hand(const std::string& step_id) const;

  // The steps that this step stands for, as JSON: stored with 'begun'.
  Sql begin_with_plan(const std::string& step_id, const std::string& plan) const;
  std::optional<std::string> plan(pg::Session& session, const std::string& step_id) const;

 private:
  Identifier state_;
  long long migration_id_;
};

}  // namespace zdm::run
