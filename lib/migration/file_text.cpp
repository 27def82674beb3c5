#include "migration/file_text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

namespace zdm {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{8} * 1024 * 1024;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

FileText refused(const std::string& file, const std::string& message) {
  return {.text = {},
          .findings = {{.code = "unreadable-file",
                        .severity = Severity::error,
                        .place = {file, {}, 0, 0},
                        .message = message,
                        .hint = {}}}};
}

std::string reason() { return std::generic_category().message(errno); }

}  // namespace

FileText read_file_text(const std::string& file) {
  if (file.empty()) return refused("\"\"", "is no file's name");
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    return refused(file, "is a folder, not a migration file");
  const std::unique_ptr<std::FILE, CloseFile> opened(std::fopen(file.c_str(), "rb"));
  if (!opened) return refused(file, "cannot be read: " + reason());
  std::string text;
  std::vector<char> block(64 * 1024);
  while (text.size() <= kMaxBytes) {
    const std::size_t read = std::fread(block.data(), 1, block.size(), opened.get());
    text.append(block.data(), read);
    if (read < block.size()) break;
  }
  if (std::ferror(opened.get()) != 0) return refused(file, "cannot be read: " + reason());
  if (text.size() > kMaxBytes)
    return refused(file, "is larger than 8 MiB, which no migration should be");
  return {.text = std::move(text), .findings = {}};
}

}  // namespace zdm
