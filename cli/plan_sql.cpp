#include "plan_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lock_text.hpp"
#include "plan_columns.hpp"
#include "plan_text.hpp"
#include "sql_text.hpp"
#include "step_summary.hpp"

namespace zdm::cli {
namespace {

// A title or a reason of the user's may have lines of its own.
std::string commented(const std::string& text) {
  std::string lines = indented(text, "-- ");
  if (!lines.empty() && lines.back() == '\n') lines.pop_back();
  return lines + "\n";
}

std::string in_transaction(const std::vector<Statement>& statements) {
  return statements.empty() ? "" : "BEGIN;\n" + script_of(statements) + "COMMIT;\n";
}

struct WorkAsSql {
  std::string operator()(const Transaction& work) const { return in_transaction(work.statements); }
  std::string operator()(const BuildIndex& work) const { return script_of({work.create}); }
  std::string operator()(const DropIndex& work) const { return script_of({work.drop}); }
  std::string operator()(const OutsideTransaction& work) const {
    return script_of(work.statements);
  }
  std::string operator()(const Backfill& work) const {
    return commented(
               "for each range of pages, from the tid $1 up to the tid $2, and in it for each "
               "share of "
               "the rows, in a transaction of its own ($3 and $4 are 7 and 0 to 7; 0 and 0: "
               "all):") +
           script_of({work.update}) + commented("until this finds no row:") +
           script_of({work.unfilled});
  }
  std::string operator()(const Proof& work) const {
    return commented("goes on only if " + work.claim + ", so that this finds no row:") +
           script_of({work.query});
  }
  std::string operator()(const PublishAsFound& work) const {
    return commented(fmt::format("a view in {} for each table as it is found then",
                                 work.version_schema.quoted()));
  }
};

struct ReversalAsSql {
  std::string operator()(const NothingToUndo& reversal) const {
    return commented("nothing to do: " + reversal.why);
  }
  std::string operator()(const Irreversible& reversal) const {
    return commented("cannot be taken back: " + reversal.why);
  }
  std::string operator()(const Transaction& reversal) const {
    return in_transaction(reversal.statements);
  }
  std::string operator()(const DropIndex& reversal) const { return script_of({reversal.drop}); }
  std::string operator()(const OutsideTransaction& reversal) const {
    return script_of(reversal.statements);
  }
};

std::string chapter(const std::string& title) { return "\n\n-- ==== " + title + "\n"; }

}  // namespace

std::string work_as_sql(const Step& step) { return std::visit(WorkAsSql{}, step.work); }

std::string reversal_as_sql(const Step& step) { return std::visit(ReversalAsSql{}, step.reversal); }

std::string plan_as_sql(const Plan& plan, const Extents* extents) {
  std::string script =
      commented(plan_title(plan) + (plan.description.empty() ? "" : ": " + plan.description));
  script += commented(
      "To be read. zdm start, complete and rollback run it, keep a journal of it, and are patient");
  script += commented("with locks.");
  script += commented(columns_as_text(plan));
  script += fmt::format("\nSET search_path = {};\n", to_sql(plan.search_path));

  std::vector<const Step*> start, complete;
  for (const Step& step : plan.steps)
    (step.phase == Phase::contract ? complete : start).push_back(&step);

  script += chapter("zdm start");
  for (const Step* step : start)
    script += "\n" +
              commented(fmt::format("{}: {}", to_string(step->phase),
                                    step_summary(*step, plan.schema, extents))) +
              work_as_sql(*step);
  script += chapter("zdm complete");
  for (const Step* step : complete)
    script += "\n" + commented(step_summary(*step, plan.schema, extents)) + work_as_sql(*step);
  script += chapter("zdm rollback, instead of complete");
  std::reverse(start.begin(), start.end());
  for (const Step* step : start)
    script += "\n" + commented("take back: " + step->title) + reversal_as_sql(*step);
  return script;
}

}  // namespace zdm::cli
