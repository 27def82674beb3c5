#include "option.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "core/error.hpp"
#include "duration.hpp"
#include "meant.hpp"

namespace zdm::cli {
namespace {

Error mistake(const std::string& message, std::string hint = {}) {
  return {ErrorKind::usage, message, std::move(hint)};
}

template <typename Number>
Number positive_number(const std::string& text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end || number < 1)
    throw mistake(fmt::format("\"{}\" is no whole number from 1 up", text));
  return number;
}

Identifier identifier(const std::string& text) {
  const Identifier name(text);
  const std::string problem = name.problem();
  if (!problem.empty()) throw mistake(fmt::format("the name \"{}\" {}", text, problem));
  return name;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

// "a, b": names as they are, case kept, separated by commas.
std::vector<Identifier> identifiers(std::string_view text) {
  std::vector<Identifier> names;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    names.push_back(identifier(trimmed(text.substr(begin, end - begin))));
    begin = end + 1;
  }
  return names;
}

struct Assign {
  const std::string& text;

  void operator()(bool* value) const { *value = true; }
  void operator()(std::string* value) const { *value = text; }
  void operator()(std::optional<std::string>* value) const { *value = text; }
  void operator()(std::chrono::milliseconds* value) const { *value = parse_duration(text); }
  void operator()(std::optional<std::chrono::milliseconds>* value) const {
    *value = parse_duration(text);
  }
  void operator()(int* value) const { *value = positive_number<int>(text); }
  void operator()(std::optional<int>* value) const { *value = positive_number<int>(text); }
  void operator()(std::optional<long long>* value) const {
    *value = positive_number<long long>(text);
  }
  void operator()(Identifier* value) const { *value = identifier(text); }
  void operator()(std::optional<Identifier>* value) const { *value = identifier(text); }
  void operator()(std::vector<Identifier>* value) const {
    for (Identifier& name : identifiers(text)) value->push_back(std::move(name));
  }
};

struct DefaultText {
  std::string operator()(const bool*) const { return {}; }
  std::string operator()(const std::string* value) const { return *value; }
  std::string operator()(const std::chrono::milliseconds* value) const {
    return duration_option(*value);
  }
  std::string operator()(const int* value) const { return std::to_string(*value); }
  std::string operator()(const Identifier* value) const { return value->str(); }
  template <typename Value>
  std::string operator()(const std::optional<Value>*) const {
    return {};
  }
  std::string operator()(const std::vector<Identifier>*) const { return {}; }
};

}  // namespace

std::string Option::long_name() const { return names.substr(names.rfind(',') + 1); }

bool has_name(const Option& option, const std::string& name) {
  return ("," + option.names + ",").find("," + name + ",") != std::string::npos;
}

std::string Option::default_text() const {
  return std::visit([](const auto* value) { return DefaultText{}(value); }, binding);
}

std::string one_of(const std::vector<std::string>& choices) {
  if (choices.size() == 1) return choices.front();
  return fmt::format("{} or {}", fmt::join(choices.begin(), choices.end() - 1, ", "),
                     choices.back());
}

void require_choice(std::string_view what, const std::string& given,
                    const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), given) != choices.end()) return;
  throw mistake(fmt::format("{}: \"{}\" is not {}{}", what, given, one_of(choices),
                            or_meant(given, choices)));
}

void assign(const Option& option, const std::string& text) {
  if (!option.choices.empty()) require_choice(option.long_name(), text, option.choices);
  try {
    std::visit(Assign{text}, option.binding);
  } catch (const Error& error) {
    throw mistake(option.long_name() + ": " + error.what(), error.hint());
  }
}

Option json_option(bool& json) { return {"--json", "", "print JSON", &json}; }

}  // namespace zdm::cli
