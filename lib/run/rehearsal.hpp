#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "core/error.hpp"
#include "core/identifier.hpp"
#include "run/lifecycle.hpp"
#include "run/schema_session.hpp"

namespace zdm::run {

// A transaction in which the user's SQL is tried, and all that follows from it is looked at: it
// always ends with a rollback. What no rollback takes back (numbers drawn from sequences, what
// functions send elsewhere) stays.
class Rehearsal {
 public:
  // Runs `work`. Throws what that throws; that of a lock conflict where the SQL did not get one.
  static void run(SchemaSession& session, const Options& options,
                  const std::function<void(Rehearsal&)>& work);

  // Runs the SQL, for no longer than the lock timeout: whoever waits for what it locks waits for
  // it. Returns why it cannot be run (57014: it takes longer), and then nothing of it has been
  // done.
  std::optional<Error> attempt(const std::string& sql);
  // Takes the last attempt back.
  void forget();

  // The tables of the managed schema that all SQL so far has read or written in any way: it holds
  // their locks until the end. Partitions stand for their tables.
  std::set<Identifier> tables_touched();
  // Those of them that it has locked so that others cannot write.
  std::set<Identifier> tables_held();

 private:
  Rehearsal(SchemaSession& session, const Options& options)
      : session_(session), options_(options) {}

  std::set<Identifier> tables_locked(const Sql& condition);

  SchemaSession& session_;
  const Options& options_;
};

}  // namespace zdm::run
