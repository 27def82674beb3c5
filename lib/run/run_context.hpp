#pragma once

#include "plan/plan.hpp"
#include "run/interruption.hpp"
#include "run/journal.hpp"
#include "run/lifecycle.hpp"
#include "run/progress.hpp"
#include "run/schema_session.hpp"
#include "run/server_lag.hpp"

namespace zdm::run {

// What the work of every step of one migration needs. All of it outlives the work.
struct RunContext {
  SchemaSession& session;
  Interruption& interruption;
  Progress& progress;
  const Options& options;
  const Plan& plan;
  Journal journal;
  ServerLag server_lag{};
};

}  // namespace zdm::run
