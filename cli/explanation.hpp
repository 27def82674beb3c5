#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/operation_kind.hpp"
#include "plan/plan.hpp"

namespace zdm::cli {

// One of the files of migrations-examples, and what it would run.
struct Example {
  std::string_view file;
  std::string_view text;
  Plan plan;
};

// An operation as `zdm explain` tells it, with the first example that is named after it.
struct Explanation {
  const OperationKind* kind = nullptr;
  std::optional<Example> example;
};

// Every operation, in the order of the documentation. The examples are planned without a database.
std::vector<Explanation> explanations();

// A line for each phase and step of the example, with its locks; views that stay as they are left
// out.
std::vector<std::string> steps_of(const Example& example);

// For a terminal.
std::string explanation_text(const Explanation& explanation);

}  // namespace zdm::cli
