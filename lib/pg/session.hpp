#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identifier.hpp"

namespace zdm::pg {

// Is told of every command just before a session sends it, in the thread that does. So that a test
// can do something between any two commands of a run: nothing else may depend on it.
class CommandObserver {
 public:
  virtual ~CommandObserver() = default;
  virtual void about_to_send(int backend_pid, std::string_view sql) = 0;
};

// Where and as whom to connect. Every session that zdm opens is opened from the same Target, so
// that none lacks the role or a setting.
struct Target {
  std::string url;                 // URL or libpq keywords; empty: libpq's own variables decide
  std::optional<Identifier> role;  // SET ROLE
  std::string application_name = "zdm";
  CommandObserver* observer = nullptr;  // outlives the sessions
};

using Value = std::optional<std::string>;  // none is NULL
using Row = std::vector<Value>;

struct Rows {
  std::vector<std::string> columns;
  std::vector<unsigned int> types;  // oids, one for each column
  std::vector<Row> rows;
  long long affected = 0;  // rows written by a command

  bool empty() const { return rows.empty(); }
  // The only value of the only row; throws Error(failed) if there is another shape, or NULL.
  const std::string& value() const;
};

// One connection. Never reconnects: after the connection is lost every call throws Error(failed)
// with SQLSTATE 08006, and the advisory locks that it held are free.
// Settings made at connect: client_encoding UTF8, standard_conforming_strings on, search_path
// 'pg_catalog' (zdm's own SQL names every schema), default_transaction_isolation read committed,
// lock_timeout, statement_timeout and the limits on idle sessions and transactions 0,
// check_function_bodies on, quote_all_identifiers off, row_security as it is.
class Session {
 public:
  // Throws Error(failed) with a hint if the server cannot be reached (never shows a password), or
  // is older than PostgreSQL 14.
  explicit Session(const Target& target);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  // One command, in the open transaction or, if there is none, by itself. With parameters ($1 …) it
  // is a single statement in any case. Server errors become Error: 55P03 lock_unavailable, 57014
  // interrupted when cancel() was called, all others failed; always with SQLSTATE.
  Rows query(std::string_view sql, const Row& parameters = {});

  // As query(), but the server refuses a text that is more than one statement.
  Rows query_single(std::string_view sql);

  // BEGIN … COMMIT around `work`; ROLLBACK and rethrow if it throws. Not nested.
  // Throws CommitInDoubt if the connection was lost during COMMIT.
  void transaction(const std::function<void()>& work);

  bool in_transaction() const;

  // From any thread: cancels what the session is running, if anything.
  void cancel();

  int backend_pid() const;
  int server_version() const;  // 150004 for 15.4
  bool is_alive() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace zdm::pg
