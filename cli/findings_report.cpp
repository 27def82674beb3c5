#include "findings_report.hpp"

#include <algorithm>

namespace zdm::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A pointer's order in its file: /operations/2 before /operations/10.
bool before(std::string_view a, std::string_view b) {
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (left == a.end() || right == b.end()) return left == a.end() && right != b.end();
  if (!is_digit(*left) || !is_digit(*right)) return *left < *right;
  const auto digits = [](auto begin, auto end) {
    return std::find_if_not(begin, end, is_digit) - begin;
  };
  const auto left_digits = digits(left, a.end());
  const auto right_digits = digits(right, b.end());
  return left_digits != right_digits ? left_digits < right_digits : *left < *right;
}

bool reads_before(const Finding& a, const Finding& b) {
  const bool a_is_note = a.severity == Severity::note;
  const bool b_is_note = b.severity == Severity::note;
  if (a_is_note != b_is_note) return b_is_note;
  if (a.place.file != b.place.file) return a.place.file < b.place.file;
  return before(a.place.pointer, b.place.pointer);
}

}  // namespace

Findings sorted(Findings findings) {
  std::stable_sort(findings.begin(), findings.end(), reads_before);
  findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
  return findings;
}

void report(const Findings& findings, Console& console) {
  for (const Finding& finding : sorted(findings)) {
    if (finding.severity == Severity::error)
      console.error(to_text(finding));
    else
      console.message(to_text(finding));
  }
}

}  // namespace zdm::cli
