#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pg/session.hpp"
#include "plan/plan.hpp"
#include "run/backfill_state.hpp"
#include "run/journal.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

// An estimate of the rows that are left: as many on each page as there were on those that are
// filled, or where none is, as `rows_per_page` says.
long long rows_left(const BackfillState& state, double rows_per_page);

// The statement that tells other terminals what only the zdm at work knows. Not worth a write of
// the log to the disk, and so without.
Sql report_backfill(const Journal& journal, const std::string& step_id, int pid,
                    const BackfillState& state);

// All backfills of a plan, in its order, those that have not begun as well. `at_work` is the
// server's process that holds the schema's lock, if one does: only what this one has reported is of
// now.
std::vector<BackfillState> backfill_states(pg::Session& session, const Journal& journal,
                                           const Plan& plan,
                                           const std::vector<std::string>& steps_done,
                                           std::optional<int> at_work);

}  // namespace zdm::run
