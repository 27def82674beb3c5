#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.hpp"
#include "lint/script.hpp"
#include "lint/settings.hpp"

namespace zdm::lint {

// Which statements of a script its comments silence, and what is wrong with those comments.
class Silence {
 public:
  explicit Silence(const Script& script);

  // Is the code silenced in that statement? Whoever asks has found it there: the comment is of use.
  // A comment without a reason silences nothing.
  bool covers(std::size_t statement, std::string_view code);

  // By offset in the script: comments that nobody understands, codes that are not there, reasons
  // that are missing, and what silences nothing. To be asked when all statements are judged.
  std::vector<std::pair<std::size_t, Finding>> mistakes(const Settings& settings) const;

 private:
  struct Entry {
    const Allowance* allowance = nullptr;
    std::size_t statement = 0;
    std::string code;
    bool used = false;
  };

  const Script& script_;
  std::vector<Entry> entries_;
};

}  // namespace zdm::lint
