#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "pg/session.hpp"
#include "run/wal_history.hpp"

namespace zdm::run {

// How far the WAL archiver is behind. Told by pg_stat_archiver, which any role may read: a file of
// the log that was full for longer than a time, and is not archived yet. (The .ready files in
// pg_wal/archive_status would be exact to the file, but only pg_monitor may list them, and they
// bear no time.) See "The Cumulative Statistics System" (monitoring-stats) in PostgreSQL's manual.
class ArchiveLag {
 public:
  // As a clause: "the WAL archiver is 70 s behind"; empty if it is not, or if the
  // server does not archive. What was written before the first look counts as archived: it may
  // never have had to be, and the server forgets what it has archived when it crashes. An archiver
  // that was behind already is late with what is written from then on as well.
  std::string behind(pg::Session& session, const WalHistory& log, std::chrono::milliseconds most);

 private:
  std::optional<long long> archived_to_;
};

// Where the log's file `name` ends, with files of `size` bytes; none for names of other files.
std::optional<long long> end_of_wal_file(const std::string& name, long long size);

}  // namespace zdm::run
