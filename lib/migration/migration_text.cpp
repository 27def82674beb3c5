#include "migration/migration_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "migration/document.hpp"
#include "migration/yaml_scalar.hpp"

namespace zdm {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxColumns = 100;
constexpr std::size_t kIndent = 2;

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::string quoted(const std::string& text) { return Json(text).dump(); }

// `used` are the columns that the line has before the value. The file and its list of operations
// always take a line for each member.
std::string json_value(const Json& value, std::size_t indent, std::size_t used, bool broken) {
  const std::string line = on_one_line(value);
  if (value.empty() || !value.is_structured() || (!broken && used + line.size() + 1 <= kMaxColumns))
    return line;
  std::string text;
  for (const auto& [key, member] : value.items()) {
    text += (text.empty() ? "\n" : ",\n") + spaces(indent + kIndent);
    const std::string label = value.is_object() ? quoted(key) + ": " : "";
    const bool is_list_of_operations = broken && indent == 0 && key == "operations";
    text += label + json_value(member, indent + kIndent, indent + kIndent + label.size(),
                               is_list_of_operations);
  }
  text += "\n" + spaces(indent);
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

// ------------------------------------------------------------------ YAML

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == ' ' || c == '(' || c == ')' || c == '.' || c == '/' || c == '+' || c == '=' ||
         c == '<' || c == ';' || c == '\'' || c == '-';
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Only what every reader takes for the same text.
bool is_plain(const std::string& text) {
  return !text.empty() && is_letter(text.front()) && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), is_plain_character) &&
         plain_scalar(text) == nlohmann::json(text);
}

bool is_block(const std::string& text) {
  const auto is_odd = [](char c) {
    return static_cast<unsigned char>(c) >= 0x7F || (c < ' ' && c != '\n');
  };
  return text.find('\n') != std::string::npos && text.front() != ' ' && text.front() != '\n' &&
         text.back() != '\n' && text.find(" \n") == std::string::npos &&
         std::none_of(text.begin(), text.end(), is_odd);
}

std::string block(const std::string& text, std::size_t indent) {
  std::string made = "|-";
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    made += "\n";
    if (end > begin) made += spaces(indent) + text.substr(begin, end - begin);
    begin = end + 1;
  }
  return made;
}

std::string yaml_scalar(const Json& value, std::size_t indent) {
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  if (is_block(text)) return block(text, indent);
  return is_plain(text) ? text : quoted(text);
}

std::string yaml_key(const std::string& key) { return is_plain(key) ? key : quoted(key); }

// The lines of a value, the first without its indent.
std::string yaml_value(const Json& value, std::size_t indent) {
  if (value.empty() || !value.is_structured()) return yaml_scalar(value, indent);
  std::string text;
  for (const auto& [key, member] : value.items()) {
    if (!text.empty()) text += "\n" + spaces(indent);
    if (value.is_array()) {
      text += "- " + yaml_value(member, indent + kIndent);
      continue;
    }
    text += yaml_key(key) + ":";
    const bool below = member.is_structured() && !member.empty();
    text += below ? "\n" + spaces(indent + kIndent) : " ";
    text += yaml_value(member, indent + kIndent);
  }
  return text;
}

}  // namespace

std::string on_one_line(const Json& value) {
  if (!value.is_structured()) return value.dump();
  std::string text;
  for (const auto& [key, member] : value.items()) {
    if (!text.empty()) text += ", ";
    if (value.is_object()) text += quoted(key) + ": ";
    text += on_one_line(member);
  }
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

std::string json_file_text(const Json& migration) {
  return json_value(migration, 0, 0, true) + "\n";
}

std::string yaml_file_text(const Json& migration) { return yaml_value(migration, 0) + "\n"; }

std::string json_value_text(const Json& value, std::size_t indent) {
  return json_value(value, indent, indent, false);
}

std::string yaml_value_text(const Json& value, std::size_t indent) {
  return yaml_value(value, indent);
}

std::string text_for_file(const std::string& file, const Json& migration) {
  return is_yaml(file) ? yaml_file_text(migration) : json_file_text(migration);
}

}  // namespace zdm
