#pragma once

#include "core/error.hpp"

namespace zdm::cli {

constexpr int kDone = 0;

// What scripts see of why a command ended. These numbers are a promise: never change one.
constexpr int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::failed:
      return 1;
    case ErrorKind::usage:
      return 2;
    case ErrorKind::findings:
      return 3;
    case ErrorKind::lock_unavailable:
      return 4;
    case ErrorKind::wrong_state:
      return 5;
    case ErrorKind::interrupted:
      return 6;
  }
  return 1;
}

}  // namespace zdm::cli
