#pragma once

#include "plan/plan.hpp"
#include "run/interruption.hpp"
#include "run/journal.hpp"
#include "run/lifecycle.hpp"
#include "run/progress.hpp"
#include "run/schema_session.hpp"

namespace zdm::run {

// What the work of every step of one migration needs. All of it outlives the work.
struct RunContext {
  SchemaSession& session;
  Interruption& interruption;
  Progress& progress;
  const Options& options;
  const Plan& plan;
  Journal journal;
};

}  // namespace zdm::run
