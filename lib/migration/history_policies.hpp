#pragma once

namespace zdm {

enum class Policy { refuse, warn, allow };

// What becomes of files that do not fit to what a database has run.
struct HistoryPolicies {
  Policy out_of_order = Policy::refuse;  // one that is outstanding and sorts before an applied one
  Policy edited = Policy::refuse;        // an applied one whose text has changed since
  Policy missing = Policy::warn;         // an applied one that is not in the folder any more
};

}  // namespace zdm
