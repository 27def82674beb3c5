#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/identifier.hpp"

namespace zdm::cli {

// Where an option's value goes. What stands there before parsing is the default.
using Binding = std::variant<bool*, std::string*, std::optional<std::string>*,
                             std::chrono::milliseconds*, std::optional<std::chrono::milliseconds>*,
                             int*, std::optional<int>*, std::optional<long long>*, Identifier*,
                             std::optional<Identifier>*, std::vector<Identifier>*>;

// An option as data: the parser, the help, and later man pages and completions read it.
struct Option {
  std::string names;    // "-v,--verbose": as the user may write it, the long name last
  std::string metavar;  // "DURATION"; empty for a flag
  std::string help;     // a clause
  Binding binding;
  std::string implied{};  // the value of the name without "=VALUE"; empty: it needs one
  std::vector<std::string> choices{};  // the only values, if not empty

  std::string long_name() const;  // "--verbose"
  bool is_flag() const { return std::holds_alternative<bool*>(binding); }
  bool needs_value() const { return !is_flag() && implied.empty(); }
  std::string default_text() const;  // "500ms"; empty if there is none to show
};

// "-o,--output": is it called `name`?
bool has_name(const Option& option, const std::string& name);

// Reads the text into the option's binding. Throws Error(usage) that names the option.
void assign(const Option& option, const std::string& text);

// What stands behind the options.
struct Operands {
  std::string metavar;  // "FILE"
  std::string help;
  std::size_t at_least = 0;
  std::size_t at_most = 0;
  std::vector<std::string>* values = nullptr;
  std::string usage{};                 // "[-- COMMAND]", where it is not told by the members above
  std::vector<std::string> choices{};  // the only values, if not empty
};

constexpr std::size_t kMany = static_cast<std::size_t>(-1);

// "text, json or sarif"
std::string one_of(const std::vector<std::string>& choices);

// Throws Error(usage) where `given`, for what `what` names, is none of the choices.
void require_choice(std::string_view what, const std::string& given,
                    const std::vector<std::string>& choices);

// Every command that prints data has it.
Option json_option(bool& json);

}  // namespace zdm::cli
