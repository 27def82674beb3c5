#pragma once

#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Fills all rows of a table in page ranges, on several sessions at once, and proves at the end that
// every row is filled. The position is committed with each batch, so that it goes on there when it
// is asked for again. Memory does not depend on the table's size.
//
// The end is the table's size when it begins: rows behind it are written by clients, through the
// dual-write triggers. For a partitioned table a range of pages is that range of every partition.
//
// Workers by default: half the processors of this machine, 1 to 4, if the server is on it; else 2,
// since a server does not tell how many it has.
void backfill(RunContext& context, const Step& step, const Backfill& work);

}  // namespace zdm::run
