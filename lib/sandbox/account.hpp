#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace zdm::sandbox {

// An account of this machine to run a program as.
struct Account {
  uid_t user;
  gid_t group;
  std::string name;
};

// PostgreSQL refuses to run as root. Empty if we are not root: then it runs as we do. For root it
// is `postgres`, or else `nobody`; throws Error if the machine has neither.
std::optional<Account> account_for_server();

}  // namespace zdm::sandbox
