#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include "core/error.hpp"

namespace zdm::sandbox {

// "cannot open a pipe: Too many open files", from the errno of the call that has just failed.
inline Error system_error(const std::string& what, int code = errno, const std::string& hint = {}) {
  return {ErrorKind::failed, what + ": " + std::generic_category().message(code), hint};
}

}  // namespace zdm::sandbox
