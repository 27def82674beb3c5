#include "run/schema_session.hpp"

#include <string>

#include "core/error.hpp"
#include "pg/commit_in_doubt.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kLockPatience = 2s;
constexpr auto kReconnectPatience = 30s;

// The server notices within this time that a killed zdm is gone, also in the middle of a long
// statement, and frees its locks (14+, not on every platform).
void notice_dead_client(pg::Session& session) {
  try {
    session.query("SET client_connection_check_interval = '500ms'");
  } catch (const Error& error) {
    if (error.sqlstate() != "22023") throw;
  }
}

}  // namespace

void prepare_to_run(pg::Session& session) {
  // A role or a database may have either set otherwise: then nothing could be written, and rows
  // that row security hides would be left out in silence. Off means an error instead.
  session.query("SET default_transaction_read_only = off; SET row_security = off");
}

bool is_connection_error(const Error& error) {
  // Class 08: connection exceptions. 57P01 to 57P05: the server ends the session.
  return error.sqlstate().starts_with("08") || error.sqlstate().starts_with("57P");
}

SchemaSession::SchemaSession(pg::Target target, SchemaLock lock, Interruption& interruption)
    : target_(std::move(target)), lock_(std::move(lock)), interruption_(interruption) {
  connect();
}

void SchemaSession::connect() {
  watch_.reset();
  session_ = std::make_unique<pg::Session>(target_);
  watch_ = std::make_unique<Interruption::Watch>(interruption_, *session_);
  prepare_to_run(*session_);
  notice_dead_client(*session_);
  // "1s", which an interval understands; pg_settings would go through all there are.
  const pg::Rows timeout = session_->query(
      "SELECT pg_catalog.round(1000 * extract(epoch FROM\n"
      "         pg_catalog.current_setting('deadlock_timeout')::pg_catalog.interval))");
  deadlock_timeout_ = std::chrono::milliseconds(std::stoll(timeout.value()));
}

void SchemaSession::lock() { lock_.take(*session_, interruption_, kLockPatience); }

void SchemaSession::reconnect() {
  const auto deadline = Clock::now() + kReconnectPatience;
  for (;;) {
    try {
      connect();
      lock_.take(*session_, interruption_, kReconnectPatience);
      return;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::failed || Clock::now() >= deadline) throw;
    }
    interruption_.sleep(200ms);
  }
}

void SchemaSession::repeatable_transaction(const std::function<void()>& work) {
  for (;;) {
    try {
      session_->transaction(work);
      return;
    } catch (const pg::CommitInDoubt&) {
      reconnect();
    }
  }
}

}  // namespace zdm::run
