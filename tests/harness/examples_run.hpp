#pragma once

#include "harness/case_run.hpp"

namespace zdm::harness {

// The migrations of a folder, which are one history: all checks on each, on a database in which
// those before it have been completed. `rows` is SQL that fills the tables of the first two. Never
// throws; where one cannot be completed, those after it are left out.
CaseResult run_examples(const std::filesystem::path& folder, const std::filesystem::path& rows,
                        Server& server, const Settings& settings);

}  // namespace zdm::harness
