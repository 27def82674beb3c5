#include "plan_markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "estimate_text.hpp"
#include "markdown_text.hpp"
#include "plan_columns.hpp"
#include "plan_sql.hpp"
#include "plan_text.hpp"
#include "step_summary.hpp"

namespace zdm::cli {
namespace {

// A fence longer than any run of backticks within.
std::string fence_around(const std::string& text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  return std::string(std::max<std::size_t>(3, longest + 1), '`');
}

std::string code_block(const std::string& sql) {
  const std::string fence = fence_around(sql);
  return fence + "sql\n" + sql + fence + "\n";
}

std::string code(const Identifier& name) {
  const std::string fence = name.str().find('`') == std::string::npos ? "`" : "``";
  return fence + name.str() + fence;
}

std::string versions(const Plan& plan) {
  return fmt::format("Old version: {} · new version: {}\n",
                     plan.old_version_schema
                         ? code(*plan.old_version_schema)
                         : fmt::format("none, clients use {}", code(plan.schema)),
                     code(plan.version_schema));
}

std::string table_of_steps(const Plan& plan, const Extents* extents) {
  std::string table = "| phase | step | locks and costs |\n|---|---|---|\n";
  for (const Step& step : plan.steps)
    table += fmt::format("| {} | {} | {} |\n", to_string(step.phase), escaped(step.title),
                         escaped(step_remarks(step, plan.schema, extents)));
  return table;
}

std::string folded_sql(const Plan& plan) {
  std::string text;
  for (const Phase phase :
       {Phase::expand, Phase::backfill, Phase::build, Phase::publish, Phase::contract}) {
    std::string sql;
    for (const Step& step : plan.steps)
      if (step.phase == phase && !is_views_in_bulk(step))
        sql += (sql.empty() ? "-- " : "\n-- ") + step.title + "\n" + work_as_sql(step);
    if (!sql.empty())
      text += fmt::format("<details><summary>SQL of {}</summary>\n\n{}\n</details>\n\n",
                          to_string(phase), code_block(sql));
  }
  return text;
}

std::string list(const std::string& title, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string text = "**" + title + "**\n\n";
  for (const std::string& line : lines) text += "- " + escaped(line) + "\n";
  return text + "\n";
}

std::vector<std::string> not_to_be_taken_back(const Plan& plan) {
  std::vector<std::string> lines;
  for (const Step* step : plan.irreversible_steps())
    lines.push_back(step->title + ": " + std::get<Irreversible>(step->reversal).why);
  return lines;
}

std::vector<std::string> lines_of(const Findings& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) lines.push_back(to_text(finding));
  return lines;
}

}  // namespace

std::string plan_as_markdown(const Plan& plan, const Findings& findings, const Extents* extents) {
  std::string text =
      "### zdm: " + escaped(plan.span.empty() ? plan.migration : plan_title(plan)) + "\n\n";
  if (!plan.description.empty()) text += escaped(plan.description) + "\n\n";
  text += versions(plan) + "\n" + table_of_steps(plan, extents) + "\n";
  const auto lost = lost_at_complete(plan);
  text += lost.empty() ? "Complete loses nothing.\n\n" : list("What complete loses for good", lost);
  text += list("What rollback cannot take back", not_to_be_taken_back(plan));
  text += list("Findings", lines_of(findings));
  text += columns_as_markdown(plan);
  if (extents != nullptr) text += estimates_as_markdown(plan, *extents);
  return text + folded_sql(plan);
}

std::string refusal_as_markdown(const Findings& findings) {
  return "### zdm: there is no plan\n\n" + list("Findings", lines_of(findings));
}

}  // namespace zdm::cli
