#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/lifecycle.hpp"

namespace zdm::cli {

// "backfill": the phase of the step that ran last; empty while no migration is active.
std::string phase_text(const run::Status& status);

// What may be run next: {"zdm complete", "zdm rollback"}.
std::vector<std::string> next_commands(const run::Status& status);

std::string render_status(const run::Status& status);

// What has changed since `before`, a line each; of the first status, all of it. For logs.
std::string status_lines(const std::optional<run::Status>& before, const run::Status& now);

// "workers 2, batch time 100ms": what zdm backfill has set; empty if it is nothing.
std::string tuning_text(const run::BackfillTuning& tuning);

// "SET search_path TO "public_02_add_age", public": what a client of that version runs.
std::string search_path_text(const Identifier& version_schema, const Identifier& base);
// Its value alone: "public_02_add_age", public.
std::string search_path_value(const Identifier& version_schema, const Identifier& base);

}  // namespace zdm::cli
