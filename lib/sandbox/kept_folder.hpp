#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "sandbox/account.hpp"
#include "sandbox/file_descriptor.hpp"

namespace zdm::sandbox {

// A new, private folder that goes away with its owner, whatever ends the owner: destruction, exit,
// or SIGKILL. A small process, the keeper, waits in a session of its own (so that no signal meant
// for us reaches it) for our end of a socket to close, and then removes the folder.
class KeptFolder {
 public:
  // Makes `parent`/zdm-XXXXXX, owned by `owner` or by us. Throws Error if it cannot.
  static KeptFolder create(const std::filesystem::path& parent,
                           const std::optional<Account>& owner);

  KeptFolder(KeptFolder&& other) noexcept;
  KeptFolder& operator=(KeptFolder&&) = delete;
  // Returns when the folder is gone.
  ~KeptFolder();

  const std::filesystem::path& path() const { return path_; }

  // For Program::announce_to. The keeper ends the process that announced itself last, if we die
  // before we could: SIGQUIT, and SIGKILL after five seconds.
  int announcements() const { return lifeline_.number(); }

  // That process has ended: soon its id may be another's.
  void forget_process() const;

 private:
  KeptFolder(std::filesystem::path path, FileDescriptor lifeline, pid_t keeper)
      : path_(std::move(path)), lifeline_(std::move(lifeline)), keeper_(keeper) {}

  std::filesystem::path path_;
  FileDescriptor lifeline_;
  pid_t keeper_;
};

}  // namespace zdm::sandbox
