#pragma once

#include <filesystem>

#include "harness/server.hpp"
#include "load/stage.hpp"
#include "load/story.hpp"

namespace zdm::load {

struct Outcome {
  Latencies latencies;
  std::vector<std::string> failures;
};

// Old clients all the time until complete; a start that is stopped halfway and rolled back, one
// that is rolled back after new clients have worked, and one that is completed under them.
Outcome play(const Story& story, harness::Server& server, int number);

// The migrations of a folder one after the other, on a database of their own, each played with
// clients who do with every view whatever is possible on a quiet database.
Outcome play_history(const std::filesystem::path& folder, harness::Server& server);

// pgbench's own tables and transactions, old and new side by side.
Outcome play_pgbench(harness::Server& server);

}  // namespace zdm::load
