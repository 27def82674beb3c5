#pragma once

#include <string>
#include <vector>

#include "console.hpp"
#include "forecast.hpp"
#include "globals.hpp"
#include "option.hpp"
#include "run/data_sample.hpp"

namespace zdm::cli {

// --check-data, as commands that plan have it.
class DataCheckOption {
 public:
  std::vector<Option> options();
  bool is_given() const { return !rows_.empty(); }
  void check() const { (void)sample(); }  // throws Error(usage)

  // Adds to each forecast what the rows that are there say of it. Only the first file that is to
  // run meets them as they are. Throws Error.
  void add_findings(const std::vector<ReadFile>& files, Forecasts& forecasts,
                    const Globals& globals, Console& console) const;

 private:
  run::DataSample sample() const;

  std::string rows_;
  std::chrono::milliseconds timeout_ = run::DataSample{}.statement_timeout;
};

}  // namespace zdm::cli
