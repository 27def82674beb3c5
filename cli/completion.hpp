#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace zdm::cli {

// What may stand at a place of the command line.
struct Candidates {
  struct Word {
    std::string text;
    std::string meaning;
  };
  std::vector<Word> words;
  bool files = false;  // or the name of a file or folder
};

// `words` are those behind the program's name, as far as they are written; the last, which may be
// empty, is the one to complete. Words that only begin otherwise are among the candidates: the
// shell chooses. A value behind "=" is told with its option, except where the shell has broken the
// word there (bash).
Candidates candidates(const std::vector<std::string>& words, const std::vector<Option>& globals,
                      const Commands& commands);

}  // namespace zdm::cli
