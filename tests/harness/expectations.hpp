#pragma once

#include <set>
#include <string>

#include "harness/case_file.hpp"

namespace zdm::harness {

// What the sections of a case say is to come. When updating, the first thing that comes is taken
// over into the section, and all later ones are held against it.
class Expectations {
 public:
  enum class Mode { compare, update };

  Expectations(CaseFile& file, Mode mode) : file_(file), mode_(mode) {}

  // What is expected there, now that `actual` has come.
  const std::string& expected(std::size_t section, const std::string& actual) {
    std::string& text = file_.sections[section].text;
    if (mode_ == Mode::update && updated_.insert(section).second) text = actual;
    return text;
  }

 private:
  CaseFile& file_;
  Mode mode_;
  std::set<std::size_t> updated_;
};

}  // namespace zdm::harness
