#include "explanation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "embedded/examples.hpp"
#include "operations/all.hpp"
#include "operations/explain.hpp"
#include "sequence.hpp"
#include "step_summary.hpp"

namespace zdm::cli {
namespace {

std::vector<Example> all_examples() {
  std::vector<ReadFile> files;
  for (const embedded::Example& each : embedded::examples)
    files.push_back({std::string(each.file), parse_migration(std::string(each.file), each.text)});
  const Forecasts forecasts = forecast_from_nothing(files, Identifier("public"), {});
  std::vector<Example> examples;
  for (std::size_t i = 0; i < files.size(); ++i)
    examples.push_back({embedded::examples[i].file, embedded::examples[i].text,
                        forecasts[i].plan.value_or(Plan())});
  return examples;
}

// "07_create_index.json" and "08_create_index_on_expression.json" are named after create_index.
bool is_named_after(const Example& example, std::string_view kind) {
  const std::string_view name = example.file.substr(example.file.find('_') + 1);
  return name.starts_with(kind) && (name[kind.size()] == '.' || name[kind.size()] == '_');
}

std::string indented(std::string_view text) {
  std::string lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += fmt::format("  {}\n", text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::vector<Explanation> explanations() {
  const std::vector<Example> examples = all_examples();
  std::vector<Explanation> all;
  for (const OperationKind& kind : operation_kinds()) {
    Explanation& explanation = all.emplace_back(Explanation{.kind = &kind, .example = {}});
    const auto found = std::find_if(examples.begin(), examples.end(), [&](const Example& each) {
      return is_named_after(each, kind.name);
    });
    if (found != examples.end()) explanation.example = *found;
  }
  return all;
}

std::vector<std::string> steps_of(const Example& example) {
  std::vector<std::string> lines;
  for (const Step& step : example.plan.steps)
    if (!is_views_in_bulk(step))
      lines.push_back(
          fmt::format("{:<8}  {}", to_string(step.phase), step_summary(step, example.plan.schema)));
  return lines;
}

std::string explanation_text(const Explanation& explanation) {
  std::string text = explain(*explanation.kind);
  if (!explanation.example) return text;
  const Example& example = *explanation.example;
  text +=
      fmt::format("\nExample: migrations-examples/{}\n{}", example.file, indented(example.text));
  text += "\nWhat it runs, and the locks that it takes (zdm plan tells it of your own tables)\n";
  for (const std::string& step : steps_of(example)) text += fmt::format("  {}\n", step);
  return text;
}

}  // namespace zdm::cli
