#include "harness/case_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "harness/diff.hpp"

namespace zdm::harness {
namespace {

constexpr std::string_view kHeading = "== ";

std::string without_empty_ends(const std::string& text) {
  const std::size_t begin = text.find_first_not_of('\n');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of("\n ") - begin + 1) + "\n";
}

}  // namespace

CaseFileError case_file_error(const CaseFile& file, int line, std::string_view what) {
  return CaseFileError(fmt::format("{}:{}: {}", file.path, line, what));
}

CaseFile parse_case_file(std::string path, std::string_view text) {
  CaseFile file{.path = std::move(path), .title = {}, .sections = {}};
  int number = 0;
  for (const std::string& line : lines_of(text)) {
    ++number;
    if (line.starts_with(kHeading))
      file.sections.push_back({line.substr(kHeading.size()), {}, number});
    else
      (file.sections.empty() ? file.title : file.sections.back().text) += line + "\n";
  }
  file.title = without_empty_ends(file.title);
  for (Section& section : file.sections) section.text = without_empty_ends(section.text);
  if (file.title.empty()) throw case_file_error(file, 1, "a case begins with its title");
  return file;
}

CaseFile read_case_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw CaseFileError(path.string() + ":0: cannot be read");
  return parse_case_file(path.string(), text.str());
}

std::string to_text(const CaseFile& file) {
  std::string text = file.title;
  for (const Section& section : file.sections)
    text += fmt::format("\n{}{}\n{}", kHeading, section.heading, section.text);
  return text;
}

}  // namespace zdm::harness
