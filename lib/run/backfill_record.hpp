#pragma once

#include <string>
#include <vector>

#include "pg/session.hpp"
#include "run/journal.hpp"
#include "run/page_queue.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

// One backfill's rows of the table "backfill" in zdm's state: how far each segment has come.
class BackfillRecord {
 public:
  BackfillRecord(const Journal& journal, std::string step_id, QualifiedName table)
      : journal_(journal), step_id_(std::move(step_id)), table_(std::move(table)) {}

  struct Pass {
    int number = 0;                 // 0: none has begun
    std::vector<PageRange> ranges;  // what is not filled yet
    int segments = 0;               // all of them
    long long pages = 0;
    long long pages_done = 0;
    long long rows_written = 0;  // in all passes
  };

  Pass latest_pass(pg::Session& session) const;
  long long next_page(pg::Session& session, int pass, int segment) const;

  // The statement that adds a pass over these ranges; harmless to repeat, as is split().
  Sql begin_pass(int number, const std::vector<PageRange>& ranges) const;
  // The statement, in a batch's own transaction: filled up to `next`.
  Sql advance(int pass, const PageRange& range, long long next, long long rows) const;
  // The statements that end `range` where it has come to, and put others in place of its rest.
  Sql split(int pass, const PageRange& range, const std::vector<PageRange>& rest) const;

 private:
  const Journal& journal_;
  std::string step_id_;
  QualifiedName table_;
};

}  // namespace zdm::run
