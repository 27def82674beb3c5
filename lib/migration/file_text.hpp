#pragma once

#include <string>

#include "core/finding.hpp"

namespace zdm {

struct FileText {
  std::string text;
  Findings findings;  // with one, there is no text
};

// A file's bytes, at most 8 MiB: of a longer one no more than that is read.
FileText read_file_text(const std::string& file);

}  // namespace zdm
