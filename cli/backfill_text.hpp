#pragma once

#include <string>

#include "run/backfill_state.hpp"

namespace zdm::cli {

// "backfill users: 41 %, 412,000 rows, about 590,000 left, 95,000 rows/s, 6.2 s to go"; while it
// pauses, what it does not know is left out, and why it does stands behind it: ", pauses: …".
std::string backfill_line(const run::BackfillState& state);

// The same behind a bar: "[########------------] …"
std::string backfill_bar(const run::BackfillState& state);

// What a line says behind the table's name.
std::string backfill_numbers(const run::BackfillState& state);

}  // namespace zdm::cli
