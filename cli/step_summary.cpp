#include "step_summary.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "estimate_text.hpp"
#include "lock_text.hpp"

namespace zdm::cli {
namespace {

using Statements = std::vector<Statement>;

constexpr std::string_view kOutside = "outside of a transaction";

// Locks and costs, and the manner in which the work is done.
struct Remarks {
  const Identifier& base;

  std::string operator()(const Transaction& work) const { return of(work.statements); }
  std::string operator()(const BuildIndex& work) const { return of({work.create}, kOutside); }
  std::string operator()(const DropIndex& work) const { return of({work.drop}, kOutside); }
  std::string operator()(const OutsideTransaction& work) const {
    return of(work.statements, kOutside);
  }
  std::string operator()(const Backfill& work) const {
    return of({work.update}, "in ranges of pages");
  }
  std::string operator()(const Proof& work) const { return of({work.query}); }
  std::string operator()(const PublishAsFound&) const { return {}; }

 private:
  std::string of(const Statements& statements, std::string_view manner = {}) const {
    std::string remarks = strongest_lock_and_cost_on(statements, base);
    if (!manner.empty()) remarks += (remarks.empty() ? "" : ", ") + std::string(manner);
    return remarks;
  }
};

}  // namespace

std::string step_remarks(const Step& step, const Identifier& base, const Extents* extents) {
  const std::string remarks = std::visit(Remarks{base}, step.work);
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
