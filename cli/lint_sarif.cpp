#include <fmt/format.h>

#include <cctype>
#include <map>
#include <nlohmann/json.hpp>

#include "embedded/version.hpp"
#include "json.hpp"
#include "lint/hazard.hpp"
#include "lint_formats.hpp"

namespace zdm::cli {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

std::string_view level(Severity severity) { return to_string(severity); }  // SARIF's own words

// A path as a relative reference (RFC 3986): with slashes, all else escaped byte by byte.
std::string uri(const std::string& path) {
  constexpr std::string_view kPlain = "-._~/";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte < 0x80 && (std::isalnum(byte) != 0 || kPlain.find(c) != std::string_view::npos);
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text.starts_with("/") ? "file://" + text : text;
}

// Findings that are no hazards (a mistake in a file) have nothing but their code.
Json rule(const std::string& code) {
  Json rule{{"id", code}};
  const lint::Hazard* hazard = lint::hazard(code);
  if (hazard == nullptr) return rule;
  rule["shortDescription"] = {{"text", hazard->what}};
  rule["help"] = {{"text", fmt::format("Instead: {}.", hazard->safe_form)}};
  if (hazard->severity) rule["defaultConfiguration"] = {{"level", level(*hazard->severity)}};
  return rule;
}

Json location(const Place& place) {
  Json physical{{"artifactLocation", {{"uri", uri(place.file)}}}};
  if (place.line > 0)
    physical["region"] = {{"startLine", place.line}, {"startColumn", std::max(1, place.column)}};
  Json location{{"physicalLocation", std::move(physical)}};
  if (!place.pointer.empty())
    location["logicalLocations"] = Json::array({{{"fullyQualifiedName", place.pointer}}});
  return location;
}

Json result(const Finding& finding, std::size_t rule_index) {
  const std::string text =
      finding.hint.empty() ? finding.message : finding.message + "; " + finding.hint;
  Json result{{"ruleId", finding.code},
              {"ruleIndex", rule_index},
              {"level", level(finding.severity)},
              {"message", {{"text", text}}}};
  if (!finding.place.file.empty()) result["locations"] = Json::array({location(finding.place)});
  return result;
}

}  // namespace

std::string lint_sarif(const LintReport& report) {
  Json rules = Json::array(), results = Json::array();
  std::map<std::string, std::size_t> indexes;
  for (const Finding& finding : report.findings) {
    const auto [known, is_new] = indexes.emplace(finding.code, rules.size());
    if (is_new) rules.push_back(rule(finding.code));
    results.push_back(result(finding, known->second));
  }
  const Json driver{{"name", "zdm"}, {"version", embedded::version}, {"rules", std::move(rules)}};
  return print({{"$schema", kSchema},
                {"version", "2.1.0"},
                {"runs", Json::array({{{"tool", {{"driver", driver}}},
                                       {"columnKind", "unicodeCodePoints"},
                                       {"results", std::move(results)}}})}});
}

}  // namespace zdm::cli
