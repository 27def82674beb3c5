#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "sql/statement.hpp"

namespace zdm::lint {

struct Subject;
class Report;

// What somebody suffers.
enum class Harm {
  blocks,   // clients wait while PostgreSQL reads, writes or builds, or behind a queue
  breaks,   // clients of the old version meet what they do not know
  loses,    // data or rights are gone
  fails,    // the statement itself errors, or a later one does
  unknown,  // nobody can tell from the file
  style,    // nothing now; off unless asked for
};

std::string_view to_string(Harm harm);

// A way in which a change of the schema goes wrong on a live database.
struct Hazard {
  std::string_view code;     // stable
  std::string_view what;     // a noun phrase: "ADD COLUMN with a volatile default"
  std::string_view example;  // SQL that does it; empty where no SQL shows it
  // Of the example, on the table that it names (`none` where it is not a table that is locked).
  LockMode lock = LockMode::none;
  Cost cost = Cost::brief;
  std::string_view remark;     // what else: other relations, errors, releases; may be empty
  std::string_view safe_form;  // what to do instead
  std::string_view operation;  // zdm's own that does it safely; may be empty
  Harm harm = Harm::blocks;
  std::optional<Severity> severity;  // none: off unless asked for
  // Judges one statement of SQL; none: what `told_by` names finds it.
  void (*judge)(const Subject& subject, Report& report) = nullptr;
  std::string_view told_by{};
};

// All of them, in the order of the documentation. The one table that lint, the documentation and
// the tests draw on.
const std::vector<Hazard>& hazards();

// The hazard of that code; none if there is no such code.
const Hazard* hazard(std::string_view code);

}  // namespace zdm::lint
