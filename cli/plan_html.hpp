#pragma once

#include <string>

#include "forecast.hpp"
#include "plan_text.hpp"

namespace zdm::cli {

// A page for people who review: for each plan its versions over the columns of the tables, its
// steps by phase with their locks and costs, the SQL folded away, what is lost; and all findings.
// It needs nothing but itself: no file, no network, no script. Whatever comes from files and the
// database stands there as text. Where the findings leave no plan (`is_sound`) there are only they.
// Pure: same input, same bytes.
std::string plans_as_html(const Forecasts& forecasts, bool is_sound, Detail detail);

}  // namespace zdm::cli
