#include "console.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "core/error.hpp"

namespace zdm::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool terminal_can_move() {
  const char* kind = std::getenv("TERM");
  return kind != nullptr && std::string_view(kind) != "dumb";
}

void write(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

struct Extent {
  std::size_t columns = 79;
  std::size_t rows = 23;
};

// Of the terminal, without its last column and row: what reaches these may wrap, or scroll.
Extent extent(int descriptor) {
  winsize size{};
  Extent extent;
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return extent;
  if (size.ws_col > 1) extent.columns = size.ws_col - std::size_t{1};
  if (size.ws_row > 1) extent.rows = size.ws_row - std::size_t{1};
  return extent;
}

// At most `columns` characters, and no character cut in two (continuation bytes are 10xxxxxx).
std::string_view fitted(std::string_view line, std::size_t columns) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U;
    if (begins && ++seen > columns) return line.substr(0, i);
  }
  return line;
}

}  // namespace

Console::Console()
    : stderr_is_terminal_(::isatty(STDERR_FILENO) == 1 && terminal_can_move()),
      stdout_can_move_(::isatty(STDOUT_FILENO) == 1 && terminal_can_move()),
      colour_(stderr_is_terminal_ && !is_set("NO_COLOR")) {}

Console::~Console() { clear_live(); }

void Console::data(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  erase_live_line();
  errno = 0;
  write(stdout, text);
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  throw Error(ErrorKind::failed,
              "cannot write to standard output: " + std::generic_category().message(errno));
}

// Cursor up to where it was drawn, "erase below", and once more.
void Console::redraw(std::string_view text) {
  if (!can_redraw()) return data(text);
  const Extent terminal = extent(STDOUT_FILENO);
  std::string shown = lines_drawn_ > 0 ? fmt::format("\033[{}A\r\033[J", lines_drawn_) : "";
  std::size_t lines = 0;
  while (!text.empty() && lines < terminal.rows) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    shown += fitted(text.substr(0, end), terminal.columns);
    shown += '\n';
    ++lines;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  lines_drawn_ = lines;
  data(shown);
}

void Console::message(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  if (!is_quiet()) write_line(line);
}

void Console::error(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  write_line(line);
}

void Console::error(std::string_view label, std::string_view text) {
  const std::scoped_lock lock(mutex_);
  std::string line = colour_ ? "\033[1;31m" : "";
  (line += label) += ":";
  if (colour_) line += "\033[0m";
  (line += " ") += text;
  erase_live_line();
  live_.clear();
  write_line(line);
}

void Console::live(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  if (!is_live()) return;
  erase_live_line();
  live_ = fitted(line, extent(STDERR_FILENO).columns);
  write(stderr, live_);
  std::fflush(stderr);
}

void Console::clear_live() {
  const std::scoped_lock lock(mutex_);
  erase_live_line();
  live_.clear();
}

void Console::write_line(std::string_view line) {
  erase_live_line();
  write(stderr, line);
  write(stderr, "\n");
  write(stderr, live_);
  std::fflush(stderr);
}

// "Erase in line" from its beginning: the live line has never wrapped.
void Console::erase_live_line() {
  if (!live_.empty()) write(stderr, "\r\033[K");
}

}  // namespace zdm::cli
