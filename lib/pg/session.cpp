#include "pg/session.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cassert>
#include <new>

#include "core/error.hpp"
#include "pg/commit_in_doubt.hpp"
#include "pg/connection_string.hpp"
#include "pg/libpqxx.hpp"
#include "pg/server_message.hpp"
#include "pg/server_version.hpp"
#include "sql/sql.hpp"

namespace zdm::pg {
namespace {

constexpr const char* kCannotConnect = "08001";
constexpr const char* kConnectionLost = "08006";

Error cannot_connect(const Target& target, const std::string& why) {
  std::string message = on_one_line(hide_password(why, target.url));
  constexpr std::string_view kSeverity = "FATAL:  ";
  if (const auto at = message.find(kSeverity); at != std::string::npos)
    message.erase(at, kSeverity.size());
  return {ErrorKind::failed, "cannot connect to PostgreSQL: " + message,
          "check --postgres-url or libpq's variables (PGHOST, PGUSER, …), and that the server is "
          "running and lets this user in",
          kCannotConnect};
}

Error connection_lost(const std::string& why = {}) {
  const std::string reason = on_one_line(read_server_message(why).primary);
  return {ErrorKind::failed,
          "the connection to PostgreSQL was lost" + (reason.empty() ? "" : ": " + reason),
          "run the same command again: it goes on where this one stopped", kConnectionLost};
}

void refuse_old_server(int version) {
  if (const std::string why = why_too_old(version); !why.empty())
    throw Error(ErrorKind::failed, why);
}

Sql settings(const std::string& application_name, int version) {
  std::vector<Sql> commands{
      sql("SET application_name = {}", Literal{application_name}),
      sql("SET client_encoding = 'UTF8'"),
      sql("SET standard_conforming_strings = on"),
      sql("SET search_path = pg_catalog"),
      sql("SET default_transaction_isolation = 'read committed'"),
      sql("SET lock_timeout = 0"),
      sql("SET statement_timeout = 0"),
      sql("SET idle_in_transaction_session_timeout = 0"),
      sql("SET idle_session_timeout = 0"),
      sql("SET check_function_bodies = on"),
      sql("SET quote_all_identifiers = off"),
  };
  if (version >= 170000) commands.push_back(sql("SET transaction_timeout = 0"));
  return join(commands, "; ");
}

Rows rows_of(const pqxx::result& result) {
  Rows rows;
  for (pqxx::row::size_type i = 0; i < result.columns(); ++i) {
    rows.columns.emplace_back(result.column_name(i));
    rows.types.push_back(result.column_type(i));
  }
  rows.rows.reserve(static_cast<std::size_t>(result.size()));
  for (const auto& from : result) {
    Row& row = rows.rows.emplace_back();
    row.reserve(rows.columns.size());
    for (const auto& field : from)
      row.push_back(field.is_null() ? Value() : Value(std::in_place, field.c_str(), field.size()));
  }
  rows.affected = static_cast<long long>(result.affected_rows());
  return rows;
}

// The server's last word to a session: an administrator ended it, the server shuts down or has
// crashed, the database is gone. The link may seem open until somebody reads on.
bool ends_session(std::string_view sqlstate) { return sqlstate.starts_with("57P"); }

// The server's advice, but where it is to drop with CASCADE what nobody has asked to be dropped.
std::string hint_for(const std::string& sqlstate, const ServerMessage& message) {
  constexpr const char* kDependentObjectsStillExist = "2BP01";
  if (sqlstate != kDependentObjectsStillExist) return message.hint;
  return "drop or change first what depends on it";
}

// libpq would cut the text there.
void refuse_zero_byte(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return;
  throw Error(ErrorKind::failed, "text for the server holds a zero byte");
}

}  // namespace

const std::string& Rows::value() const {
  if (rows.size() != 1 || rows[0].size() != 1 || !rows[0][0])
    throw Error(ErrorKind::failed,
                "a query that should return one value has returned another shape");
  return *rows[0][0];
}

struct Session::Connection {
  Connection(const std::string& connection_string, CommandObserver* its_observer)
      : link(connection_string),
        notices(libpqxx::silence_notices(link)),
        session(link),
        observer(its_observer) {
    libpqxx::forbid_reconnecting(link);
  }

  // Runs `exchange` with the server, which sends `sql`. libpqxx's exceptions end here.
  template <typename Exchange>
  Rows run(std::string_view sql, const Exchange& exchange);
  Error failure(const pqxx::failure& failure);
  void commit();
  void roll_back();

  pqxx::connection link;
  decltype(libpqxx::silence_notices(link)) notices;
  pqxx::nontransaction session;  // sends what it is given, and nothing of its own
  CommandObserver* observer;
  std::atomic<bool> was_cancelled = false;
  bool in_transaction = false;
};

template <typename Exchange>
Rows Session::Connection::run(std::string_view sql, const Exchange& exchange) {
  if (!link.is_open()) throw connection_lost();
  if (observer != nullptr) observer->about_to_send(link.backendpid(), sql);
  try {
    return rows_of(exchange());
  } catch (const pqxx::failure& failed) {
    throw failure(failed);
  }
}

Error Session::Connection::failure(const pqxx::failure& failure) {
  const std::string sqlstate = libpqxx::sqlstate(failure);
  if (dynamic_cast<const pqxx::broken_connection*>(&failure) || ends_session(sqlstate))
    libpqxx::close(link);
  if (!link.is_open()) return connection_lost(libpqxx::reason(failure));
  const ServerMessage message = read_server_message(failure.what());
  ErrorKind kind = ErrorKind::failed;
  if (sqlstate == "55P03") kind = ErrorKind::lock_unavailable;
  if (sqlstate == "57014" && was_cancelled) kind = ErrorKind::interrupted;
  return {kind, message.text(), hint_for(sqlstate, message), sqlstate};
}

// The SELECT fails in a transaction in which something has failed: COMMIT would roll it back and
// call that a success.
void Session::Connection::commit() {
  try {
    constexpr std::string_view kCommit = "SELECT; COMMIT";
    run(kCommit, [&] { return session.exec(std::string(kCommit)); });
  } catch (const Error& error) {
    if (link.is_open()) throw;
    throw CommitInDoubt(error.what());
  }
  in_transaction = false;
}

void Session::Connection::roll_back() {
  in_transaction = false;
  if (!link.is_open()) return;
  if (observer != nullptr) observer->about_to_send(link.backendpid(), "ROLLBACK");
  try {
    session.exec("ROLLBACK");
  } catch (const pqxx::failure&) {
    libpqxx::close(link);  // the server then rolls back by itself, and we never go on in between
  }
}

Session::Session(const Target& target) {
  refuse_zero_byte(target.url);
  try {
    connection_ = std::make_unique<Connection>(with_connect_timeout(target.url), target.observer);
  } catch (const pqxx::failure& failure) {
    throw cannot_connect(target, failure.what());
  }
  refuse_old_server(server_version());
  query(settings(target.application_name, server_version()).text());
  // By itself, since the name is read in the encoding that was set before.
  if (target.role) query(sql("SET ROLE {}", *target.role).text());
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Rows Session::query(std::string_view sql, const Row& parameters) {
  refuse_zero_byte(sql);
  for (const Value& parameter : parameters) refuse_zero_byte(parameter ? *parameter : "");
  pqxx::nontransaction& session = connection_->session;
  if (parameters.empty())
    return connection_->run(sql, [&] { return session.exec(std::string(sql)); });
  return connection_->run(sql, [&] { return libpqxx::exec_params(session, sql, parameters); });
}

Rows Session::query_single(std::string_view sql) {
  refuse_zero_byte(sql);
  return connection_->run(sql, [&] { return libpqxx::exec_params(connection_->session, sql, {}); });
}

void Session::transaction(const std::function<void()>& work) {
  assert(!connection_->in_transaction);
  struct RollBack {
    Connection& connection;
    ~RollBack() {
      if (connection.in_transaction) connection.roll_back();
    }
  };
  query("BEGIN");
  connection_->in_transaction = true;
  const RollBack unless_committed{*connection_};
  work();
  connection_->commit();
}

bool Session::in_transaction() const { return connection_->in_transaction; }

void Session::cancel() {
  connection_->was_cancelled = true;
  if (!connection_->link.is_open()) return;
  try {
    connection_->link.cancel_query();
  } catch (const pqxx::failure&) {
    // A server that cannot be told is one whose answer fails as well, in the thread that waits.
  } catch (const std::bad_alloc&) {
    // libpqxx 6 says so where the connection has been lost in the meantime.
  }
}

int Session::backend_pid() const { return connection_->link.backendpid(); }
int Session::server_version() const { return connection_->link.server_version(); }
bool Session::is_alive() const { return connection_->link.is_open(); }

}  // namespace zdm::pg
