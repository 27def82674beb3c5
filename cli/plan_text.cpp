#include "plan_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lock_text.hpp"
#include "sql_text.hpp"
#include "step_summary.hpp"

namespace zdm::cli {
namespace {

constexpr std::string_view kStepIndent = "  ";
constexpr std::string_view kPartIndent = "    ";
constexpr std::string_view kSqlIndent = "      ";

using Statements = std::vector<Statement>;

bool is_one_line(const Statement& statement) {
  return statement.sql.text().find('\n') == std::string::npos;
}

std::string number_of_statements(const Statements& statements) {
  return statements.size() == 1 ? "1 statement" : fmt::format("{} statements", statements.size());
}

std::string named_tables(const Statements& statements) {
  std::vector<std::string> names;
  std::size_t more = 0;
  for (const Statement& statement : statements) {
    if (!statement.table) continue;
    if (names.size() < 3)
      names.push_back(plain(statement.table->name));
    else
      ++more;
  }
  return fmt::format("{}{}", fmt::join(names, ", "),
                     more > 0 ? fmt::format(" and {} more", more) : "");
}

class Story {
 public:
  Story(const Plan& plan, Detail detail, const Extents* extents)
      : plan_(plan), detail_(detail), extents_(extents) {}

  std::string tell() {
    header();
    for (const Phase phase :
         {Phase::expand, Phase::backfill, Phase::build, Phase::publish, Phase::contract})
      tell_phase(phase);
    losses();
    irreversible();
    return std::move(text_);
  }

 private:
  template <typename... Parts>
  void line(std::string_view indent, fmt::format_string<Parts...> format, Parts&&... parts) {
    text_ += indent;
    text_ += fmt::format(format, std::forward<Parts>(parts)...);
    text_ += '\n';
  }

  void header() {
    const std::string old_version = plan_.old_version_schema
                                        ? plan_.old_version_schema->str()
                                        : fmt::format("none, clients use {}", plan_.schema.str());
    line("", "{}{}{}", plan_title(plan_), plan_.description.empty() ? "" : ": ", plan_.description);
    line(kStepIndent, "old version: {}", old_version);
    line(kStepIndent, "new version: {}", plan_.version_schema.str());
    if (plan_.search_path.size() > 1)
      line(kStepIndent, "search path: {}", to_sql(plan_.search_path));
  }

  void tell_phase(Phase phase) {
    bool begun = false;
    for (const Step& step : plan_.steps) {
      if (step.phase != phase) continue;
      if (!begun)
        line("", "\n{}{}", to_string(phase), phase == Phase::contract ? " (zdm complete)" : "");
      begun = true;
      tell_step(step);
    }
  }

  void tell_step(const Step& step) {
    step_ = &step;
    line(kStepIndent, "{}", step_summary(step, plan_.schema, extents_));
    std::visit([this](const auto& work) { tell_work(work); }, step.work);
    std::visit([this](const auto& reversal) { tell_reversal(reversal); }, step.reversal);
  }

  void tell_work(const Transaction& transaction) { tell_statements(transaction.statements); }
  void tell_work(const BuildIndex& build) { tell_statements({build.create}); }
  void tell_work(const DropIndex& drop) { tell_statements({drop.drop}); }
  void tell_work(const OutsideTransaction& outside) { tell_statements(outside.statements); }
  void tell_work(const Backfill& backfill) {
    tell_statements({backfill.update});
    if (detail_ == Detail::full) {
      line(kPartIndent, "until there is none left of:");
      tell_statements({backfill.unfilled});
    }
    if (backfill.triggers.empty()) return;
    line(kPartIndent, "the user's own triggers fire for each row: {}", to_sql(backfill.triggers));
  }
  void tell_work(const Proof& proof) {
    line(kPartIndent, "goes on only if {}", proof.claim);
    if (detail_ == Detail::full) tell_statements({proof.query});
  }
  void tell_work(const PublishAsFound& publish) {
    line(kPartIndent, "a view in {} for each table as it is found then",
         plain(publish.version_schema));
  }

  void tell_reversal(const NothingToUndo& nothing) {
    if (step_->phase != Phase::contract) line(kPartIndent, "undo: nothing ({})", nothing.why);
  }
  void tell_reversal(const Transaction& undo) { tell_undo(undo.statements); }
  void tell_reversal(const OutsideTransaction& undo) { tell_undo(undo.statements); }
  void tell_reversal(const DropIndex& undo) { tell_undo({undo.drop}); }
  void tell_reversal(const Irreversible& irreversible) {
    // After contract nothing is undone; what that loses is told at the end.
    if (step_->phase != Phase::contract) line(kPartIndent, "undo: NONE ({})", irreversible.why);
  }

  void tell_undo(const Statements& statements) {
    if (statements.size() == 1 && is_one_line(statements.front()) && !is_summarised())
      return line(kPartIndent, "undo: {}", terminated(statements.front().sql.text()));
    if (is_summarised()) return line(kPartIndent, "undo: {}", number_of_statements(statements));
    line(kPartIndent, "undo:");
    tell_statements(statements);
  }

  void tell_statements(const Statements& statements) {
    if (is_summarised())
      return line(kSqlIndent, "-- {}, for {}; zdm plan -v shows all",
                  number_of_statements(statements), named_tables(statements));
    const std::string told = strongest_lock_and_cost(statements);
    for (const Statement& statement : statements) {
      const std::string remark = lock_and_cost(statement);
      tell_statement(statement, remark == told ? "" : remark);
    }
  }

  void tell_statement(const Statement& statement, const std::string& remark) {
    std::string sql = terminated(statement.sql.text());
    if (!remark.empty()) sql += "  -- " + remark;
    text_ += indented(sql, kSqlIndent);
  }

  bool is_summarised() const { return detail_ == Detail::summary && is_views_in_bulk(*step_); }

  void losses() {
    const std::vector<std::string> lost = lost_at_complete(plan_);
    if (lost.empty()) return line("", "\ncomplete loses nothing");
    line("", "\nwhat complete loses for good");
    for (const std::string& what : lost) line(kStepIndent, "{}", what);
  }

  void irreversible() {
    const auto steps = plan_.irreversible_steps();
    if (steps.empty()) return;
    line("", "\nwhat rollback cannot take back");
    for (const Step* step : steps)
      line(kStepIndent, "{}: {}", step->title, std::get<Irreversible>(step->reversal).why);
  }

  const Plan& plan_;
  Detail detail_;
  const Extents* extents_;
  const Step* step_ = nullptr;
  std::string text_;
};

}  // namespace

std::string plan_title(const Plan& plan) {
  if (plan.span.empty()) return "migration " + plan.migration;
  return fmt::format("migrations {} as one", fmt::join(plan.span, ", "));
}

std::string render_plan(const Plan& plan, Detail detail, const Extents* extents) {
  return Story(plan, detail, extents).tell();
}

}  // namespace zdm::cli
