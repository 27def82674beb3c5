#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace zdm::cli {

enum class Verbosity { quiet, normal, verbose };

// Where zdm speaks: data to stdout, everything else to stderr. On a terminal it keeps one live line
// at the end of stderr, for progress. May be called from several threads.
class Console {
 public:
  Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console();

  void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }
  bool is_verbose() const { return verbosity_ == Verbosity::verbose; }
  bool is_quiet() const { return verbosity_ == Verbosity::quiet; }
  // Is somebody watching stderr who may be shown a line that changes?
  bool is_live() const { return stderr_is_terminal_ && !is_quiet(); }

  // Throws Error(failed) if it cannot be written (a full disk).
  void data(std::string_view text);
  // Data that is shown again and again: what the last call has shown goes, where stdout is a
  // terminal that can do that, and the lines are cut to fit it.
  void redraw(std::string_view text);
  bool can_redraw() const { return stdout_can_move_; }
  void message(std::string_view line);                        // not if quiet
  void error(std::string_view line);                          // also if quiet
  void error(std::string_view label, std::string_view text);  // "label: text", the label coloured
  void live(std::string_view line);  // replaces the live line; nothing if not is_live()
  void clear_live();

 private:
  void write_line(std::string_view line);
  void erase_live_line();

  std::mutex mutex_;
  Verbosity verbosity_ = Verbosity::normal;
  bool stderr_is_terminal_;
  bool stdout_can_move_;
  bool colour_;
  std::string live_;
  std::size_t lines_drawn_ = 0;
};

}  // namespace zdm::cli
