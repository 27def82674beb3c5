#include "lint_formats.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/name.hpp"
#include "json.hpp"

namespace zdm::cli {
namespace {

// GitHub's rule: % and line breaks everywhere, : and , in properties too.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

std::string message_data(std::string_view text) { return escaped(text, "%\r\n"); }
std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }

std::string_view github_level(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "notice";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return {};
}

std::string_view gitlab_severity(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "info";
    case Severity::warning:
      return "minor";
    case Severity::error:
      return "major";
  }
  return {};
}

std::string full_message(const Finding& finding) {
  return finding.hint.empty() ? finding.message : finding.message + "; " + finding.hint;
}

// The same in each run, whatever stands before it in the file, and unlike that of any other
// finding.
std::string fingerprint(const Finding& finding, std::map<std::string, int>& seen) {
  const std::string what = fmt::format("{}\n{}\n{}\n{}", finding.code, finding.place.file,
                                       finding.place.pointer, finding.message);
  return fmt::format("{:016x}{:08x}", stable_hash(what), seen[what]++);
}

}  // namespace

std::string lint_text(const LintReport& report) {
  std::string text;
  for (const Finding& finding : report.findings)
    text += fmt::format("{} [{}]\n", to_text(finding), finding.code);
  return text;
}

std::string lint_json(const LintReport& report) {
  return print({{"files", report.files}, {"findings", to_json(report.findings)}});
}

std::string lint_github(const LintReport& report) {
  std::string text;
  for (const Finding& finding : report.findings) {
    const Place& place = finding.place;
    text += fmt::format("::{} file={}", github_level(finding.severity), property(place.file));
    if (place.line > 0) text += fmt::format(",line={},col={}", place.line, place.column);
    text += fmt::format(",title={}::{}\n", property("zdm: " + finding.code),
                        message_data(full_message(finding)));
  }
  return text;
}

std::string lint_gitlab(const LintReport& report) {
  Json issues = Json::array();
  std::map<std::string, int> seen;
  for (const Finding& finding : report.findings)
    issues.push_back({{"description", full_message(finding)},
                      {"check_name", finding.code},
                      {"fingerprint", fingerprint(finding, seen)},
                      {"severity", gitlab_severity(finding.severity)},
                      {"location",
                       {{"path", finding.place.file},
                        {"lines", {{"begin", std::max(1, finding.place.line)}}}}}});
  return print(issues);
}

}  // namespace zdm::cli
