#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/error.hpp"
#include "pg/session.hpp"
#include "run/interruption.hpp"
#include "run/schema_lock.hpp"

namespace zdm::run {

// The session of one command. Where the command writes, it holds the schema's advisory lock, and
// all steps run on it: should the connection be lost, so are the lock and whatever was under way.
class SchemaSession {
 public:
  // Connects. What the session runs is cancelled when `interruption` is asked for.
  SchemaSession(pg::Target target, SchemaLock lock, Interruption& interruption);

  pg::Session& operator*() { return *session_; }
  pg::Session* operator->() { return session_.get(); }

  void lock();

  // After the connection was lost: a new one, with the lock. Tries for half a minute, as the server
  // may be starting again; throws the last Error.
  void reconnect();

  // `work` in a transaction; once more if its outcome is in doubt. So it must be harmless to
  // repeat.
  void repeatable_transaction(const std::function<void()>& work);

  // After so long a wait the server looks for deadlocks, and cancels an autovacuum in the way.
  std::chrono::milliseconds deadlock_timeout() const { return deadlock_timeout_; }

 private:
  void connect();

  pg::Target target_;
  SchemaLock lock_;
  Interruption& interruption_;
  std::unique_ptr<pg::Session> session_;
  std::unique_ptr<Interruption::Watch> watch_;  // destroyed before the session
  std::chrono::milliseconds deadlock_timeout_{1000};
};

// What every session that runs steps needs, whatever the role or the database has set.
void prepare_to_run(pg::Session& session);

// Is this the error of a connection that was lost, or that the server has ended? Then only the
// journal knows how far the work came.
bool is_connection_error(const Error& error);

}  // namespace zdm::run
