#include "sandbox/account.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

#include "core/error.hpp"

namespace zdm::sandbox {

std::optional<Account> account_for_server() {
  if (::geteuid() != 0) return std::nullopt;
  for (const char* name : std::array{"postgres", "nobody"}) {
    if (const passwd* entry = ::getpwnam(name)) {
      return Account{.user = entry->pw_uid, .group = entry->pw_gid, .name = name};
    }
  }
  throw Error(ErrorKind::failed,
              "PostgreSQL does not run as root, and there is no account postgres or nobody",
              "run zdm as an ordinary user, or add an account with: useradd --system postgres");
}

}  // namespace zdm::sandbox
