#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "planner/data_check.hpp"
#include "run/data_sample.hpp"
#include "run/data_tally.hpp"
#include "run/interruption.hpp"
#include "run/lifecycle.hpp"
#include "run/table_size.hpp"

namespace zdm::run {

// Tries the rows of one table: nothing is written. Each piece is a read-only transaction of its
// own, so that neither a lock nor a snapshot is held for long.
class DataTrial {
 public:
  // `share` is the part of the sample that falls to this table, from 0 to 1.
  DataTrial(pg::Session& session, const Options& options, const DataSample& sample,
            const Interruption& interruption, const DataCheck& check, const TableSize& size,
            double share);

  // What cannot be tried, because of a right, a lock or the time, is among the tally's untested.
  // An expression that writes is added to `untried`; the tally means nothing then.
  DataTally run(std::set<std::string>& untried);

 private:
  using Tids = std::vector<std::string>;

  void try_sample();
  void try_all();
  void read_only(const std::function<void()>& work);
  Tids sampled();
  Tids rows_between(long long first_page, long long end_page);
  Tids try_rows(Tids rows);  // those that raise no error
  Tids without_failing(const Tids& rows);
  void test(const Tids& rows);
  void test_keys(const pg::Value& rows);

  pg::Session& session_;
  const Options& options_;
  const DataSample& sample_;
  const Interruption& interruption_;
  const DataCheck& check_;
  TableSize size_;
  double share_;
  DataTally tally_;
  std::set<std::string> writing_;  // stages that write
  Tids failing_;
};

}  // namespace zdm::run
