#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zdm::harness {

// The lines of a text, without their ends.
std::vector<std::string> lines_of(std::string_view text);

// A unified diff of two texts, with `context` unchanged lines around each change. Empty if they are
// equal.
std::string unified_diff(std::string_view expected, std::string_view actual,
                         std::size_t context = 3);

// One line of an edit script, as unified_diff shows it.
struct Edit {
  char sign;         // ' ', '-', '+'
  std::size_t line;  // index into the text that has it; the old one's for ' '
};
std::vector<Edit> edits(const std::vector<std::string>& before,
                        const std::vector<std::string>& after);

}  // namespace zdm::harness
