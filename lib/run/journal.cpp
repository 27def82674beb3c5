#include "run/journal.hpp"

#include "core/error.hpp"

namespace zdm::run {
namespace {

std::string to_text(StepState state) {
  switch (state) {
    case StepState::begun:
      return "begun";
    case StepState::done:
      return "done";
    case StepState::undone:
      return "undone";
  }
  return {};
}

StepState state_of(const std::string& text) {
  for (const StepState state : {StepState::begun, StepState::done, StepState::undone})
    if (to_text(state) == text) return state;
  throw Error(ErrorKind::failed, "zdm's journal holds a step in unknown state " + text,
              "look at the table journal in zdm's schema");
}

}  // namespace

std::map<std::string, StepState> Journal::read(pg::Session& session) const {
  const Sql query =
      sql("SELECT step_id, state FROM {}.journal WHERE migration_id = {}", state_, migration_id_);
  std::map<std::string, StepState> states;
  for (const pg::Row& row : session.query(query.text()).rows)
    states.emplace(row.at(0).value_or(""), state_of(row.at(1).value_or("")));
  return states;
}

std::optional<StepState> Journal::state(pg::Session& session, const std::string& step_id) const {
  const Sql query = sql("SELECT state FROM {}.journal WHERE migration_id = {} AND step_id = {}",
                        state_, migration_id_, Literal{step_id});
  const pg::Rows rows = session.query(query.text());
  if (rows.empty()) return std::nullopt;
  return state_of(rows.value());
}

Sql Journal::mark(const std::string& step_id, StepState state) const {
  return sql(
      "INSERT INTO {}.journal (migration_id, step_id, state) VALUES ({}, {}, {})\n"
      "ON CONFLICT (migration_id, step_id) DO UPDATE\n"
      "SET state = excluded.state, at = clock_timestamp()",
      state_, migration_id_, Literal{step_id}, Literal{to_text(state)});
}

Sql Journal::mark_by_hand(const std::string& step_id) const {
  return sql(
      "INSERT INTO {}.journal (migration_id, step_id, state) VALUES ({}, {}, 'done') "
      "ON CONFLICT (migration_id, step_id) DO UPDATE SET state = 'done'",
      state_, migration_id_, Literal{step_id});
}

Sql Journal::begin_with_plan(const std::string& step_id, const std::string& plan) const {
  return sql(
      "INSERT INTO {}.journal (migration_id, step_id, state, plan) VALUES ({}, {}, 'begun', {})\n"
      "ON CONFLICT (migration_id, step_id) DO NOTHING",
      state_, migration_id_, Literal{step_id}, Literal{plan});
}

std::optional<std::string> Journal::plan(pg::Session& session, const std::string& step_id) const {
  const Sql query = sql("SELECT plan FROM {}.journal WHERE migration_id = {} AND step_id = {}",
                        state_, migration_id_, Literal{step_id});
  const pg::Rows rows = session.query(query.text());
  return rows.empty() ? std::nullopt : rows.rows.front().front();
}

}  // namespace zdm::run
