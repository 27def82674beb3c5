#include "harness/diff.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zdm::harness {
namespace {

using Lines = std::vector<std::string>;

// Beyond this many cells the middle part is shown as wholly replaced instead of being aligned.
constexpr std::size_t kMaxCells = 16'000'000;

// The longest common subsequence of before[first..] and after[first..], by its lengths.
class Alignment {
 public:
  Alignment(const Lines& before, const Lines& after, std::size_t first, std::size_t before_end,
            std::size_t after_end)
      : width_(after_end - first + 1), lengths_((before_end - first + 1) * width_) {
    for (std::size_t i = before_end - first; i-- > 0;)
      for (std::size_t j = after_end - first; j-- > 0;)
        at(i, j) = before[first + i] == after[first + j] ? at(i + 1, j + 1) + 1
                                                         : std::max(at(i + 1, j), at(i, j + 1));
  }
  unsigned& at(std::size_t i, std::size_t j) { return lengths_[i * width_ + j]; }

 private:
  std::size_t width_;
  std::vector<unsigned> lengths_;
};

void replace_all(std::vector<Edit>& script, std::size_t first, std::size_t before_end,
                 std::size_t after_end) {
  for (std::size_t i = first; i < before_end; ++i) script.push_back({'-', i});
  for (std::size_t j = first; j < after_end; ++j) script.push_back({'+', j});
}

void align(std::vector<Edit>& script, const Lines& before, const Lines& after, std::size_t first,
           std::size_t before_end, std::size_t after_end) {
  Alignment common(before, after, first, before_end, after_end);
  std::size_t i = first;
  std::size_t j = first;
  while (i < before_end && j < after_end) {
    if (before[i] == after[j]) {
      script.push_back({' ', i++});
      ++j;
    } else if (common.at(i + 1 - first, j - first) >= common.at(i - first, j + 1 - first)) {
      script.push_back({'-', i++});
    } else {
      script.push_back({'+', j++});
    }
  }
  for (; i < before_end; ++i) script.push_back({'-', i});
  for (; j < after_end; ++j) script.push_back({'+', j});
}

// Which edits are shown: the changes and `context` lines around each.
std::vector<bool> shown(const std::vector<Edit>& script, std::size_t context) {
  std::vector<bool> show(script.size(), false);
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script[i].sign == ' ') continue;
    const std::size_t from = i > context ? i - context : 0;
    for (std::size_t j = from; j < std::min(script.size(), i + context + 1); ++j) show[j] = true;
  }
  return show;
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<Edit> edits(const Lines& before, const Lines& after) {
  std::size_t first = 0;
  while (first < before.size() && first < after.size() && before[first] == after[first]) ++first;
  std::size_t before_end = before.size();
  std::size_t after_end = after.size();
  while (before_end > first && after_end > first && before[before_end - 1] == after[after_end - 1])
    --before_end, --after_end;
  std::vector<Edit> script;
  for (std::size_t i = 0; i < first; ++i) script.push_back({' ', i});
  if ((before_end - first + 1) * (after_end - first + 1) > kMaxCells)
    replace_all(script, first, before_end, after_end);
  else
    align(script, before, after, first, before_end, after_end);
  for (std::size_t i = before_end; i < before.size(); ++i) script.push_back({' ', i});
  return script;
}

std::string unified_diff(std::string_view expected, std::string_view actual, std::size_t context) {
  const Lines before = lines_of(expected);
  const Lines after = lines_of(actual);
  if (before == after) return {};
  const std::vector<Edit> script = edits(before, after);
  const std::vector<bool> show = shown(script, context);
  std::string text = "--- expected\n+++ actual\n";
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (!show[i]) continue;
    const Edit& edit = script[i];
    if (i > 0 && !show[i - 1]) text += fmt::format("@@ line {} @@\n", edit.line + 1);
    text += edit.sign + (edit.sign == '+' ? after : before)[edit.line] + "\n";
  }
  return text;
}

}  // namespace zdm::harness
