#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace zdm::harness {

// A part of a case file: a line "== heading" and the text below it.
struct Section {
  std::string heading;
  std::string text;  // without empty lines at its beginning and end; ends in a newline if not empty
  int line = 0;      // of the heading; the text begins on the next
};

// A plain text file: a title, and sections.
struct CaseFile {
  std::string path;
  std::string title;  // all that stands before the first section
  std::vector<Section> sections;
};

// A case file that cannot be understood; the message begins with file:line.
struct CaseFileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
CaseFileError case_file_error(const CaseFile& file, int line, std::string_view what);

CaseFile parse_case_file(std::string path, std::string_view text);
CaseFile read_case_file(const std::filesystem::path& path);

std::string to_text(const CaseFile& file);

}  // namespace zdm::harness
