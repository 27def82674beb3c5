#include "harness/dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "harness/diff.hpp"

namespace zdm::harness {
namespace {

// The text between `prefix` and the next "; ", or the end.
std::string field(const std::string& line, std::string_view prefix) {
  const std::size_t at = line.find(prefix);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + prefix.size();
  return line.substr(begin, line.find("; ", begin) - begin);
}

// "-- Name: users; Type: TABLE; Schema: public; Owner: app_owner", or "-- Data for Name: …".
std::optional<Dump::Key> heading(const std::string& line) {
  const bool is_heading = line.starts_with("-- Name: ") || line.starts_with("-- Data for Name: ");
  if (!is_heading) return std::nullopt;
  return Dump::Key{field(line, "; Schema: "), field(line, "Name: "), field(line, "; Type: ")};
}

bool is_noise(const std::string& line) {
  return line.empty() || line.starts_with("--") || line.starts_with("SET ") ||
         line.starts_with("\\restrict") || line.starts_with("\\unrestrict");
}

// Rows have no order: an UPDATE of a row may move it.
std::string with_sorted_rows(const std::vector<std::string>& lines) {
  std::vector<std::string> rows = lines;
  if (rows.size() > 2) std::sort(rows.begin() + 1, rows.end() - 1);
  return fmt::format("{}\n", fmt::join(rows, "\n"));
}

std::string joined(const std::vector<std::string>& lines) {
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

bool is_data(const Dump::Key& key) {
  return key.type == "TABLE DATA" || key.type == "SEQUENCE SET";
}

// A comma only tells that a line is not the last one.
std::string without_commas(const std::string& text) {
  std::string result;
  for (std::string line : lines_of(text)) {
    if (line.ends_with(',')) line.pop_back();
    result += line + "\n";
  }
  return result;
}

std::string changed_lines(const std::string& before, const std::string& after) {
  const std::vector<std::string> old_lines = lines_of(without_commas(before));
  const std::vector<std::string> new_lines = lines_of(without_commas(after));
  std::string text;
  for (const Edit& edit : edits(old_lines, new_lines)) {
    if (edit.sign == ' ') continue;
    text +=
        fmt::format("{} {}\n", edit.sign, (edit.sign == '+' ? new_lines : old_lines)[edit.line]);
  }
  return text;
}

}  // namespace

Dump Dump::parse(std::string_view text) {
  Dump dump;
  std::optional<Key> key;
  std::vector<std::string> lines;
  const auto finish = [&] {
    if (key && !lines.empty())
      dump.entries_[*key] += key->type == "TABLE DATA" ? with_sorted_rows(lines) : joined(lines);
    lines.clear();
  };
  for (const std::string& line : lines_of(text)) {
    if (const auto next = heading(line)) {
      finish();
      key = next;
    } else if (!is_noise(line)) {
      lines.push_back(line);
    }
  }
  finish();
  return dump;
}

Dump Dump::definitions() const {
  Dump rest = *this;
  std::erase_if(rest.entries_, [](const auto& entry) { return is_data(entry.first); });
  return rest;
}

Dump Dump::without_positions() const {
  Dump rest = *this;
  std::erase_if(rest.entries_,
                [](const auto& entry) { return entry.first.type == "SEQUENCE SET"; });
  return rest;
}

Dump Dump::without(const std::set<std::string>& schemas) const {
  Dump rest = *this;
  std::erase_if(rest.entries_, [&](const auto& entry) {
    const Key& key = entry.first;
    return schemas.contains(key.schema) ||
           (key.schema == "-" &&
            (schemas.contains(key.name) ||
             (key.name.starts_with("SCHEMA ") && schemas.contains(key.name.substr(7)))));
  });
  return rest;
}

std::string Dump::text() const {
  std::string text;
  for (const auto& [key, lines] : entries_)
    text += fmt::format("== {} {} {}\n{}", key.type, key.schema, key.name, lines);
  return text;
}

std::string changes(const Dump& before, const Dump& after) {
  std::map<Dump::Key, std::pair<std::string, std::string>> pairs;
  for (const auto& [key, lines] : before.entries()) pairs[key].first = lines;
  for (const auto& [key, lines] : after.entries()) pairs[key].second = lines;
  std::string text;
  for (const auto& [key, lines] : pairs) {
    const std::string changed = changed_lines(lines.first, lines.second);
    if (!changed.empty()) text += fmt::format("{} {}\n{}", key.type, key.name, changed);
  }
  return text;
}

}  // namespace zdm::harness
