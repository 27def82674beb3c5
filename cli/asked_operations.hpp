#pragma once

#include <functional>
#include <string>

#include "json.hpp"

namespace zdm::cli {

// Whoever sits at the terminal.
class Questioner {
 public:
  virtual ~Questioner() = default;
  virtual void say(const std::string& line) = 0;
  // What was typed, without spaces at its ends. Throws Error(interrupted) where the input has
  // ended.
  virtual std::string answer(const std::string& question) = 0;
};

// Asks for one operation after the other, field by field, until none is named. `is_right` tells
// what is wrong with the operations so far, if anything; the last one is asked for again then.
Json asked_operations(Questioner& questioner, const std::function<bool(const Json&)>& is_right);

}  // namespace zdm::cli
