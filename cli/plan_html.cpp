#include "plan_html.hpp"

#include <fmt/format.h>

#include <cassert>
#include <kainjow/mustache.hpp>
#include <vector>

#include "embedded/report.hpp"
#include "estimate_text.hpp"
#include "findings_report.hpp"
#include "lock_text.hpp"
#include "plan_columns.hpp"
#include "plan_sql.hpp"
#include "plan_text.hpp"
#include "step_summary.hpp"

namespace zdm::cli {
namespace {

// What cli/report/plan.html shows by its names. A name that an object lacks is looked for in the
// objects around it, so each says all of its own.
using Data = kainjow::mustache::data;

Data list() { return Data(Data::type::list); }

// No text at all counts as false, so that the page can leave out what is around it.
Data text(const std::string& text) { return text.empty() ? Data(false) : Data(text); }

Data texts(const std::vector<std::string>& lines) {
  Data all = list();
  for (const std::string& line : lines) all << Data(line);
  return all;
}

std::string place_of(const Finding& finding) {
  const Place& place = finding.place;
  std::string text = place.file;
  if (place.line > 0) text += fmt::format(":{}:{}", place.line, place.column);
  if (!place.pointer.empty()) text += (text.empty() ? "" : ": ") + place.pointer;
  return text;
}

Data data_of(const Finding& finding) {
  Data data;
  data.set("severity", std::string(to_string(finding.severity)));
  data.set("code", finding.code);
  data.set("place", text(place_of(finding)));
  data.set("message", finding.message);
  data.set("hint", text(finding.hint));
  return data;
}

// ---------------------------------------------------------------- columns

Data name_of(const std::optional<Identifier>& name) { return text(name ? plain(*name) : ""); }

Data data_of(const MappedColumn& column) {
  Data data;
  data.set("physical", plain(column.physical));
  data.set("old_name", name_of(column.old_name));
  data.set("new_name", name_of(column.new_name));
  return data;
}

Data data_of(const MappedTable& table, const Identifier& base) {
  const std::string others = other_columns(table);
  Data drawn = list(), same = list();
  for (const MappedColumn& column : table.columns) {
    if (!others.empty() && has_one_name(column))
      same << Data(plain(column.physical));
    else
      drawn << data_of(column);
  }
  Data data;
  data.set("caption", table_title(table, base));
  data.set("is_drawn", drawn.is_non_empty_list());
  data.set("columns", drawn);
  data.set("others", text(others));
  data.set("other_columns", same);
  return data;
}

// ---------------------------------------------------------------- steps

// What a lock means for clients, and the class by which the page shows that.
struct Meaning {
  std::string_view of_clients;
  std::string_view effect;
};

Meaning meaning_of(LockMode lock) {
  if (lock == LockMode::access_exclusive) return {"clients wait meanwhile", "all-wait"};
  if (lock >= LockMode::share) return {"clients that write wait meanwhile", "writers-wait"};
  return {"clients read and write meanwhile", "nobody-waits"};
}

class StepData {
 public:
  StepData(const Step& step, const Plan& plan, const Extents* extents, Detail detail)
      : step_(step), plan_(plan), extents_(extents), is_short_(detail == Detail::summary) {}

  Data data() {
    data_.set("title", step_.title);
    add_marks();
    const auto* proof = std::get_if<Proof>(&step_.work);
    data_.set("claim", text(proof != nullptr ? proof->claim : ""));
    data_.set("sql", text(sql_of(work_as_sql(step_), statements_of(step_).size())));
    data_.set("cannot", std::holds_alternative<Irreversible>(step_.reversal));
    data_.set("undo", false);
    data_.set("undo_sql", false);
    // After contract nothing is undone; what that loses is told at the top.
    if (step_.phase != Phase::contract)
      std::visit([this](const auto& reversal) { add_reversal(reversal); }, step_.reversal);
    return std::move(data_);
  }

 private:
  void add_marks() {
    const Locking work = locking_of(step_);
    const Statement most = strongest(work.statements);
    const bool locks = most.lock != LockMode::none;
    const Meaning meaning = meaning_of(most.lock);
    const auto told = extents_ != nullptr ? estimate(step_, *extents_) : std::nullopt;
    std::string cost(locks || most.cost != Cost::brief ? effect(most.cost) : "");
    if (locks && most.bounded) cost += ", for --lock-timeout at most";
    data_.set("has_marks", locks || !cost.empty() || !work.manner.empty() || told);
    data_.set("lock", text(locks ? std::string(to_string(most.lock)) : ""));
    data_.set("on", text(tables_text(tables_locked(work.statements, most.lock, plan_.schema))));
    data_.set("consequence", std::string(meaning.of_clients));
    data_.set("effect", std::string(meaning.effect));
    data_.set("cost", text(cost));
    data_.set("manner", text(std::string(work.manner)));
    data_.set("estimate", text(told ? to_text(*told) : ""));
  }

  void add_reversal(const NothingToUndo& nothing) {
    data_.set("undo", fmt::format("nothing ({})", nothing.why));
  }
  void add_reversal(const Irreversible& irreversible) {
    data_.set("undo", fmt::format("cannot be taken back: {}", irreversible.why));
  }
  void add_reversal(const Transaction& undo) { add_undo(undo.statements.size()); }
  void add_reversal(const OutsideTransaction& undo) { add_undo(undo.statements.size()); }
  void add_reversal(const DropIndex&) { add_undo(1); }
  void add_undo(std::size_t statements) {
    data_.set("undo_sql", text(sql_of(reversal_as_sql(step_), statements)));
  }

  std::string sql_of(std::string sql, std::size_t statements) const {
    if (!is_short_ || !is_views_in_bulk(step_)) return sql;
    return fmt::format("-- {} statement{}; zdm plan --html -v shows all\n", statements,
                       statements == 1 ? "" : "s");
  }

  const Step& step_;
  const Plan& plan_;
  const Extents* extents_;
  bool is_short_;
  Data data_;
};

std::string_view meaning_of(Phase phase) {
  switch (phase) {
    case Phase::expand:
      return "What the new version needs is added, and triggers keep both versions in step.";
    case Phase::backfill:
      return "The rows that were there before get their new values.";
    case Phase::build:
      return "Indexes are built and rules proven.";
    case Phase::publish:
      return "The new version appears, all of its views at once.";
    case Phase::contract:
      return "The old version goes, and what only it needed.";
  }
  return {};
}

// ---------------------------------------------------------------- the plan

class PlanData {
 public:
  PlanData(const Forecast& forecast, std::string id, Detail detail)
      : plan_(*forecast.plan),
        extents_(forecast.known_extents()),
        id_(std::move(id)),
        detail_(detail) {}

  Data data() {
    data_.set("description", text(plan_.description));
    data_.set("schema", plan_.schema.str());
    data_.set("old_version", text(plan_.old_version_schema ? plan_.old_version_schema->str() : ""));
    data_.set("new_version", plan_.version_schema.str());
    data_.set("search_path", text(plan_.search_path.size() > 1 ? to_sql(plan_.search_path) : ""));
    data_.set("takes", text(extents_ != nullptr ? estimate_totals(plan_, *extents_) : ""));
    data_.set("has_grounds", extents_ != nullptr && !grounds(plan_, *extents_).empty());
    data_.set("grounds",
              texts(extents_ != nullptr ? grounds(plan_, *extents_) : std::vector<std::string>{}));
    add_losses();
    add_tables();
    add_steps();
    return std::move(data_);
  }

 private:
  void add_losses() {
    const std::vector<std::string> lost = lost_at_complete(plan_);
    std::vector<std::string> irreversible;
    for (const Step* step : plan_.irreversible_steps())
      irreversible.push_back(step->title + ": " + std::get<Irreversible>(step->reversal).why);
    data_.set("loses", !lost.empty());
    data_.set("lost", texts(lost));
    data_.set("is_irreversible", !irreversible.empty());
    data_.set("irreversible", texts(irreversible));
  }

  void add_tables() {
    Data tables = list();
    for (const MappedTable& table : plan_.tables) tables << data_of(table, plan_.schema);
    data_.set("has_tables", !plan_.tables.empty());
    data_.set("tables", tables);
  }

  void add_steps() {
    Data start = list(), complete = list(), all = list();
    for (const Phase phase :
         {Phase::expand, Phase::backfill, Phase::build, Phase::publish, Phase::contract}) {
      const Data told = phase_data(phase);
      if (told.is_false()) continue;
      (phase == Phase::contract ? complete : start) << told;
      all << told;
    }
    Data commands = list();
    if (start.is_non_empty_list()) commands << command("zdm start", start);
    if (complete.is_non_empty_list()) commands << command("zdm complete", complete);
    data_.set("phases", all);
    data_.set("commands", commands);
  }

  static Data command(const std::string& name, const Data& phases) {
    Data data;
    data.set("command", name);
    data.set("phases", phases);
    return data;
  }

  // False where the plan has no step in it.
  Data phase_data(Phase phase) const {
    Data steps = list();
    std::size_t count = 0;
    for (const Step& step : plan_.steps)
      if (step.phase == phase) {
        steps << StepData(step, plan_, extents_, detail_).data();
        ++count;
      }
    if (count == 0) return Data(false);
    Data data;
    data.set("id", fmt::format("{}-{}", id_, to_string(phase)));
    data.set("name", std::string(to_string(phase)));
    data.set("meaning", std::string(meaning_of(phase)));
    data.set("count", fmt::format("{} step{}", count, count == 1 ? "" : "s"));
    data.set("steps", steps);
    return data;
  }

  const Plan& plan_;
  const Extents* extents_;
  std::string id_;
  Detail detail_;
  Data data_;
};

// ---------------------------------------------------------------- the page

// A heading with its findings. The plan, where there is one, is to be put to it.
Data part(const std::string& title, const Findings& findings) {
  Data told = list();
  for (const Finding& finding : sorted(findings)) told << data_of(finding);
  Data data;
  data.set("title", title);
  data.set("has_findings", !findings.empty());
  data.set("findings", told);
  data.set("plan", false);
  return data;
}

class Page {
 public:
  explicit Page(Detail detail) : detail_(detail) {}

  void add(const Forecast& forecast) {
    if (!forecast.plan && forecast.findings.empty()) return;
    Data data = part(forecast.plan ? plan_title(*forecast.plan) : forecast.file, forecast.findings);
    if (forecast.plan) data.set("plan", PlanData(forecast, next_id(), detail_).data());
    add(data);
  }

  void add(Data data) {
    data.set("id", next_id());
    parts_ << data;
    ++count_;
  }

  std::string html(const std::string& title) const {
    Data page;
    page.set("style", std::string(embedded::report::style));
    page.set("title", title);
    page.set("parts", parts_);
    kainjow::mustache::mustache page_of{std::string(embedded::report::plan)};
    std::string written = page_of.render(page);
    assert(page_of.is_valid());
    return written;
  }

 private:
  std::string next_id() const { return fmt::format("part-{}", count_ + 1); }

  Detail detail_;
  Data parts_ = list();
  std::size_t count_ = 0;
};

std::string title_of(const Forecasts& forecasts) {
  std::vector<std::string> titles;
  for (const Forecast& forecast : forecasts)
    if (forecast.plan) titles.push_back(plan_title(*forecast.plan));
  if (titles.empty()) return "nothing is to be done";
  return titles.front() + (titles.size() > 1 ? fmt::format(" and {} more", titles.size() - 1) : "");
}

}  // namespace

std::string plans_as_html(const Forecasts& forecasts, bool is_sound, Detail detail) {
  Page page(detail);
  if (!is_sound) {
    page.add(part("There is no plan", all_findings(forecasts)));
    return page.html("there is no plan");
  }
  for (const Forecast& forecast : forecasts) page.add(forecast);
  return page.html(title_of(forecasts));
}

}  // namespace zdm::cli
