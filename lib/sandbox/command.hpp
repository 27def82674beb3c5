#pragma once

#include <span>
#include <string>

#include "sandbox/cluster.hpp"
#include "sandbox/environment.hpp"

namespace zdm::sandbox {

// This process's environment, turned to the cluster: ZDM_POSTGRES_URL and libpq's PGHOST, PGPORT,
// PGUSER and PGDATABASE. All other PG… variables are left out, so that no PGHOSTADDR or PGSERVICE
// leads elsewhere.
Environment client_environment(const Cluster& cluster, std::string_view database = "postgres");

// Runs COMMAND in that environment, with our terminal, and returns its exit status as a shell gives
// it. SIGINT, SIGTERM and SIGHUP sent to us meanwhile are passed on to it, and we go on waiting for
// it; those of the terminal it has got already. Throws Error if it cannot be run.
// Only for a thread whose process has no other threads that take signals.
int run_command(const Cluster& cluster, std::span<const std::string> argv);

// Returns at the first SIGINT, SIGTERM or SIGHUP, and says which.
int wait_for_interrupt();

}  // namespace zdm::sandbox
