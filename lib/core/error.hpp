#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace zdm {

// Why a command ends without success. The command line maps each kind to one exit code.
enum class ErrorKind { failed, usage, findings, lock_unavailable, wrong_state, interrupted };

// What the world refuses: no connection, no lock, a full disk, a state that does not allow it.
// A user's mistake in a file is a Finding, never an Error. Caught once, in main.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {},
        std::string sqlstate = {})
      : std::runtime_error(message),
        kind_(kind),
        hint_(std::move(hint)),
        sqlstate_(std::move(sqlstate)) {}

  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }          // what to do; may be empty
  const std::string& sqlstate() const { return sqlstate_; }  // empty if not from the server

 private:
  ErrorKind kind_;
  std::string hint_;
  std::string sqlstate_;
};

}  // namespace zdm
