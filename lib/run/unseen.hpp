#pragma once

#include "core/finding.hpp"
#include "pg/session.hpp"
#include "plan/plan.hpp"

namespace zdm::run {

// What the backfills of a plan are to look at, and this session's role may not see: notes, each
// with the GRANT that shows it.
Findings unseen(pg::Session& session, const Plan& plan);

}  // namespace zdm::run
