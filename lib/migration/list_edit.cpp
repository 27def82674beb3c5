#include "migration/list_edit.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "fields/location.hpp"
#include "migration/document.hpp"
#include "migration/migration_text.hpp"
#include "migration/text_position.hpp"

namespace zdm {
namespace {

using json = nlohmann::json;
using Operations = std::vector<nlohmann::ordered_json>;

// A part of a text, in bytes.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t end_of_line(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::size_t begin_of_line(std::string_view text, std::size_t at) {
  const std::size_t line_break = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return line_break == std::string_view::npos ? 0 : line_break + 1;
}

// ------------------------------------------------------------------ JSON

std::size_t behind_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

std::size_t behind_comment(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with("//")) return end_of_line(text, at);
  return std::min(text.find("*/", at + 2), text.size() - 2) + 2;
}

// Of the object that begins there.
std::size_t behind_object(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = behind_string(text, at);
      continue;
    }
    if (text.substr(at).starts_with("//") || text.substr(at).starts_with("/*")) {
      at = behind_comment(text, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return at;
}

std::string edited_json(const std::string& text, std::size_t begin, const Operations& operations) {
  const std::size_t indent = begin - begin_of_line(text, begin);
  std::string made;
  for (const auto& operation : operations)
    made +=
        (made.empty() ? "" : ",\n" + std::string(indent, ' ')) + json_value_text(operation, indent);
  return text.substr(0, begin) + made + text.substr(behind_object(text, begin));
}

// ------------------------------------------------------------------ YAML

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank_or_comment(std::string_view line) {
  const std::size_t indent = indent_of(line);
  return indent == line.size() || line[indent] == '#' || line[indent] == '\r';
}

// The lines of an element of a list in block style, from its dash: those that are deeper than it.
Extent block(std::string_view text, std::size_t dash) {
  const std::size_t indent = dash - begin_of_line(text, dash);
  std::size_t end = end_of_line(text, dash);
  for (std::size_t at = end + 1; at < text.size();) {
    const std::size_t line_end = end_of_line(text, at);
    const std::string_view line = text.substr(at, line_end - at);
    const bool deeper = indent_of(line) > indent;
    if (!deeper && !is_blank_or_comment(line)) break;
    if (deeper) end = line_end;
    at = line_end + 1;
  }
  return {dash, end};
}

std::optional<std::string> edited_yaml(const std::string& text, std::size_t begin,
                                       const Operations& operations) {
  const std::size_t dash = text.rfind('-', begin);
  if (dash == std::string::npos || dash < begin_of_line(text, begin)) return std::nullopt;
  const Extent extent = block(text, dash);
  const std::size_t indent = dash - begin_of_line(text, dash);
  std::string made;
  for (const auto& operation : operations)
    made += (made.empty() ? "" : "\n" + std::string(indent, ' ')) + "- " +
            yaml_value_text(operation, indent + 2);
  return text.substr(0, extent.begin) + made + text.substr(extent.end);
}

json expected(const json& migration, std::size_t index, const Operations& operations) {
  json list = json::array();
  const json& before = migration.at("operations");
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (i != index) list.push_back(before[i]);
    if (i == index)
      for (const auto& operation : operations) list.push_back(json(operation));
  }
  json after = migration;
  after["operations"] = std::move(list);
  return after;
}

}  // namespace

std::optional<std::string> with_operations(const std::string& file, const std::string& text,
                                           std::size_t index, const Operations& operations) {
  const Document document = read_document(file, text);
  if (!document.value) return std::nullopt;
  const Place place = document.root(file).at("operations").at(index).place();
  const std::size_t begin = offset_of(text, {place.line, place.column});
  const std::optional<std::string> edited =
      is_yaml(file) ? edited_yaml(text, begin, operations) : edited_json(text, begin, operations);
  if (!edited) return std::nullopt;
  const Document again = read_document(file, *edited);
  const bool right = again.value && again.findings.size() == document.findings.size() &&
                     *again.value == expected(*document.value, index, operations);
  return right ? edited : std::nullopt;
}

}  // namespace zdm
