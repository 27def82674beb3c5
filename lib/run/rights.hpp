#pragma once

#include "pg/session.hpp"
#include "plan/plan.hpp"

namespace zdm::run {

// Throws Error(failed) with SQLSTATE 42501 that names all that the session's role may not do and
// the plan is going to, and what gives it the rights: so that nothing begins that has to fail.
void require_rights(pg::Session& session, const Plan& plan);

}  // namespace zdm::run
