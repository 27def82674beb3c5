#include <deque>

#include "lint/hazard.hpp"
#include "lint/judgement.hpp"
#include "lint/lint.hpp"
#include "planner/raw_sql.hpp"

namespace zdm::lint {
namespace {

// What zdm does at complete breaks nobody and loses what it was told to; brief locks are bounded in
// time and tried again. What is left must not be in any plan.
bool is_forbidden(const Hazard& hazard) {
  const bool harms = hazard.harm == Harm::blocks || hazard.harm == Harm::fails;
  return hazard.judge != nullptr && harms && hazard.severity == Severity::error;
}

// Only the planner, which has the catalog, knows that a type's values stay as they are, that no
// CHECK reads the column, or that the partitions carry the constraint already.
bool depends_on_catalog(std::string_view code) {
  return code == "type-rewrite" || code == "type-recheck" || code == "fk-validated" ||
         code == "unique-inline" || code == "work-after-strong-lock";
}

class PlanJudge {
 public:
  void transaction(const std::vector<Statement>& statements) {
    history_.begin();
    for (const Statement& statement : statements) judge(statement);
    history_.commit();
  }
  void judge(const Statement& statement) {
    const ParsedStatement& parsed = parsed_.emplace_back(parse_statement(statement.sql.text(), 0));
    const Subject subject{parsed, parsed.node, history_, history_, Origin::plan};
    for (const Hazard& hazard : hazards()) {
      const bool is_proven = statement.cost == Cost::brief && depends_on_catalog(hazard.code);
      // Nobody waits for it for longer than for a lock.
      if (!is_forbidden(hazard) || is_proven || statement.bounded) continue;
      Report report;
      hazard.judge(subject, report);
      for (const Report::Entry& entry : report.entries()) {
        findings_.push_back(finding_of(hazard.code, Severity::error, entry));
        findings_.back().place.pointer = step_ + ": " + parsed.text;
      }
    }
    history_.add(parsed);
  }

  void operator()(const Transaction& work) { transaction(work.statements); }
  void operator()(const BuildIndex& work) { judge(work.create); }
  void operator()(const DropIndex& work) { judge(work.drop); }
  void operator()(const OutsideTransaction& work) {
    for (const Statement& statement : work.statements) judge(statement);
  }
  // Its UPDATE is run in ranges of pages.
  void operator()(const Backfill&) {}
  void operator()(const Proof& work) { judge(work.query); }
  void operator()(const PublishAsFound&) {}
  void operator()(const NothingToUndo&) {}
  void operator()(const Irreversible&) {}

  void enter(const Step& step) { step_ = step.id; }
  Findings findings() && { return std::move(findings_); }

 private:
  History history_{Transactions::each_statement, true};
  std::deque<ParsedStatement> parsed_;  // the history points into them
  std::string step_;
  Findings findings_;
};

}  // namespace

Findings lint_plan(const Plan& plan) {
  PlanJudge judge;
  for (const Step& step : plan.steps) {
    if (planner::is_raw_sql(step)) continue;
    judge.enter(step);
    std::visit(judge, step.work);
  }
  for (const Step& step : plan.steps) {
    if (planner::is_raw_sql(step)) continue;
    judge.enter(step);
    std::visit(judge, step.reversal);
  }
  return std::move(judge).findings();
}

}  // namespace zdm::lint
