#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plan/plan.hpp"
#include "run/interruption.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// Who uses the old version while a migration is active, as far as that can be seen: a session is on
// it while it holds a lock on one of its views, which is from the statement that names the view to
// the end of the transaction; see "pg_locks" (view-pg-locks) in PostgreSQL's manual. Where the old
// version is the base schema, on one of its tables without having come by a view of the new
// version. A look sees who is at work in that moment; many looks, whoever works often. Whom any
// command has seen is kept in zdm's state, where the role may write it and the state is not of a
// zdm that had none of this.
class OldClients {
 public:
  OldClients(pg::Session& session, const Identifier& state_schema, const Plan& plan,
             long long migration_id);

  // Looks every few milliseconds for so long; once at least.
  void look(std::chrono::milliseconds duration, const Interruption& interruption);

  // All who were ever seen, the latest first.
  std::vector<OldClient> seen();
  // How long ago somebody was seen last, by this object.
  std::chrono::milliseconds idle() const;

 private:
  using Who = std::pair<std::string, std::string>;  // role and application

  void look();
  void record(const std::vector<Who>& clients);

  pg::Session& session_;
  Identifier state_;
  long long migration_id_;
  std::string query_;
  bool may_read_ = false;
  bool may_record_ = false;
  std::map<Who, int> now_;  // sessions at the last look at which it was seen
  std::chrono::steady_clock::time_point last_seen_;
};

// "worker as app, 3 sessions now", or ", last seen 35 s ago".
std::string to_text(const OldClient& client);

}  // namespace zdm::run
