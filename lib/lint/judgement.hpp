#pragma once

#include <functional>

#include "core/finding.hpp"
#include "lint/lint.hpp"
#include "lint/script.hpp"
#include "lint/settings.hpp"
#include "lint/subject.hpp"

namespace zdm::lint {

// Who runs a script, and how.
struct Circumstances {
  Origin origin = Origin::file;
  Transactions transactions = Transactions::each_statement;
  bool has_lock_timeout = false;  // set by who runs it
};

// What a rule has found, as a finding without its place. `written` is the operation as JSON; may be
// empty.
Finding finding_of(std::string_view code, Severity severity, const Report::Entry& entry,
                   const std::string& written = {});

// All findings of a script, in its order. `place` is where a byte of the script stands.
Findings judge(const Script& script, const Circumstances& circumstances, const Settings& settings,
               const Advice& advice, const std::function<Place(std::size_t offset)>& place);

}  // namespace zdm::lint
