#include "step_summary.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "estimate_text.hpp"
#include "lock_text.hpp"

namespace zdm::cli {
namespace {

constexpr std::string_view kOutside = "outside of a transaction";

struct LockingWork {
  Locking operator()(const Transaction& work) const { return {work.statements}; }
  Locking operator()(const BuildIndex& work) const { return {{work.create}, kOutside}; }
  Locking operator()(const DropIndex& work) const { return {{work.drop}, kOutside}; }
  Locking operator()(const OutsideTransaction& work) const { return {work.statements, kOutside}; }
  Locking operator()(const Backfill& work) const { return {{work.update}, "in ranges of pages"}; }
  Locking operator()(const Proof& work) const { return {{work.query}}; }
  Locking operator()(const PublishAsFound&) const { return {}; }
};

}  // namespace

Locking locking_of(const Step& step) { return std::visit(LockingWork{}, step.work); }

std::string step_remarks(const Step& step, const Identifier& base, const Extents* extents) {
  const Locking work = locking_of(step);
  std::string remarks = strongest_lock_and_cost_on(work.statements, base);
  if (!work.manner.empty()) remarks += (remarks.empty() ? "" : ", ") + std::string(work.manner);
  const auto told = extents != nullptr ? estimate(step, *extents) : std::nullopt;
  return told ? fmt::format("{}: {}", remarks, to_text(*told)) : remarks;
}

std::vector<std::string> lost_at_complete(const Plan& plan) {
  std::vector<std::string> lost;
  for (const Step& step : plan.steps) {
    const auto* irreversible = std::get_if<Irreversible>(&step.reversal);
    if (irreversible != nullptr && !irreversible->loses.empty())
      lost.push_back(irreversible->loses);
  }
  return lost;
}

std::string step_summary(const Step& step, const Identifier& base, const Extents* extents) {
  const std::string remarks = step_remarks(step, base, extents);
  return step.title + (remarks.empty() ? "" : fmt::format("  [{}]", remarks));
}

bool is_views_in_bulk(const Step& step) {
  return step.id.rfind("publish.views.", 0) == 0 || step.id.rfind("contract.views.", 0) == 0;
}

}  // namespace zdm::cli
