#include "planner/inverse.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "operations/inverse.hpp"
#include "planner/order.hpp"

namespace zdm {
namespace {

struct TakenBack {
  std::shared_ptr<const Operation> operation;
  Inverse inverse;
};

// Each from the tables that it meets.
std::vector<TakenBack> take_back(const Migration& migration, const Catalog& before,
                                 const Facts& facts) {
  Findings cycles;  // the plan's to tell
  std::vector<TakenBack> all;
  Catalog now = before;
  for (const auto& operation : planner::ordered(migration.operations, before, cycles)) {
    Questions questions;
    Changes changes = operation->changes(now, facts, questions);
    Catalog after = has_errors(changes.findings) ? now : std::move(changes.after);
    all.push_back({operation, operation->inverse(now, after)});
    now = std::move(after);
  }
  return all;
}

// Some run behind all others, so that their inverses cannot stand beside those of the others.
void refuse_last_ones_beside_others(std::vector<TakenBack>& all) {
  const auto is_last = [](const TakenBack& each) { return !each.inverse.alone_because.empty(); };
  if (std::all_of(all.begin(), all.end(), is_last)) return;
  for (TakenBack& each : all)
    if (is_last(each)) each.inverse.reasons.push_back(each.inverse.alone_because);
}

class Telling {
 public:
  explicit Telling(const TakenBack& taken_back)
      : inverse_(taken_back.inverse), place_(taken_back.operation->place()) {}

  Findings findings() {
    for (const std::string& reason : inverse_.reasons) add("no-inverse", Severity::error, reason);
    if (!inverse_.reasons.empty()) return findings_;
    for (const std::string& loss : inverse_.losses)
      add("inverse-loses", Severity::warning, loss + " do not come back");
    for (const std::string& end : inverse_.ends)
      add("inverse-drops", Severity::warning, "to take this back drops " + end);
    for (const std::string& lack : inverse_.lacks)
      add("inverse-lacks", Severity::warning,
          "not made again, since no operation has a field for it: " + lack);
    return findings_;
  }

 private:
  void add(const char* code, Severity severity, std::string message) {
    findings_.push_back({.code = code,
                         .severity = severity,
                         .place = place_,
                         .message = std::move(message),
                         .hint = {}});
  }

  const Inverse& inverse_;
  Place place_;
  Findings findings_;
};

}  // namespace

Inverted inverse(const Migration& migration, const Catalog& before, const Facts& facts) {
  std::vector<TakenBack> all = take_back(migration, before, facts);
  refuse_last_ones_beside_others(all);
  Inverted inverted;
  for (const TakenBack& each : all)
    for (Finding& finding : Telling(each).findings())
      inverted.findings.push_back(std::move(finding));
  auto operations = nlohmann::ordered_json::array();
  std::for_each(all.rbegin(), all.rend(), [&](const TakenBack& each) {
    for (const Inverse::Json& operation : each.inverse.operations) operations.push_back(operation);
  });
  inverted.migration = {{"description", "takes back " + migration.name},
                        {"operations", std::move(operations)}};
  return inverted;
}

}  // namespace zdm
