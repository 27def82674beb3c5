#include "completion.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace zdm::cli {
namespace {

using Strings = std::vector<std::string>;

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

bool names_files(std::string_view metavar) {
  return metavar.find("FILE") != metavar.npos || metavar.find("DIR") != metavar.npos ||
         metavar.find(".json") != metavar.npos || metavar == "COMMAND";
}

class Line {
 public:
  Line(const std::vector<Option>& globals, const Commands& commands)
      : commands_(commands), options_(globals) {}

  // A word that is written already.
  void take(const std::string& word) {
    if (waiting_) {
      if (word != "=") waiting_.reset();
    } else if (word == "--") {
      only_operands_ = true;
    } else if (!only_operands_ && is_option(word)) {
      waiting_ = with_value_to_come(word);
    } else if (command_ == nullptr) {
      choose(word);
    }
  }

  Candidates at(const std::string& current) const {
    if (waiting_) return values(*waiting_, "");
    if (only_operands_) return operands();
    if (const std::size_t equals = current.find('='); is_option(current) && equals != current.npos)
      return values_behind(current.substr(0, equals));
    if (!current.empty() && current.front() == '-') return options();
    return command_ == nullptr ? commands() : operands();
  }

 private:
  void choose(const std::string& name) {
    for (const auto& command : commands_)
      if (command->name() == name) command_ = command.get();
    if (command_ == nullptr) return;
    const std::vector<Option> own = command_->options();
    options_.insert(options_.begin(), own.begin(), own.end());
  }

  std::optional<Option> find(const std::string& name) const {
    const auto found = std::find_if(options_.begin(), options_.end(),
                                    [&](const Option& option) { return has_name(option, name); });
    return found == options_.end() ? std::nullopt : std::optional(*found);
  }

  std::optional<Option> with_value_to_come(const std::string& word) const {
    const std::optional<Option> option = find(word);
    return option && option->needs_value() ? option : std::nullopt;
  }

  static Candidates values(const Option& option, const std::string& before) {
    Candidates result{.words = {}, .files = names_files(option.metavar)};
    for (const std::string& choice : option.choices) result.words.push_back({before + choice, ""});
    return result;
  }

  Candidates values_behind(const std::string& name) const {
    const std::optional<Option> option = find(name);
    return option && !option->is_flag() ? values(*option, name + "=") : Candidates{};
  }

  Candidates options() const {
    Candidates result;
    for (const Option& option : options_) result.words.push_back({option.long_name(), option.help});
    result.words.push_back({"--help", "what there is to know"});
    if (command_ == nullptr) result.words.push_back({"--version", "print the version"});
    return result;
  }

  Candidates commands() const {
    Candidates result;
    for (const auto& command : commands_)
      result.words.push_back({std::string(command->name()), std::string(command->summary())});
    return result;
  }

  Candidates operands() const {
    if (command_ == nullptr) return {};
    const Operands wanted = command_->operands();
    Candidates result{.words = {}, .files = names_files(wanted.metavar)};
    for (const std::string& choice : wanted.choices) result.words.push_back({choice, ""});
    return result;
  }

  const Commands& commands_;
  std::vector<Option> options_;  // that may stand at the place reached
  Command* command_ = nullptr;
  std::optional<Option> waiting_;  // for its value
  bool only_operands_ = false;
};

}  // namespace

Candidates candidates(const Strings& words, const std::vector<Option>& globals,
                      const Commands& commands) {
  if (words.empty()) return {};
  Line line(globals, commands);
  std::for_each(words.begin(), std::prev(words.end()),
                [&](const std::string& word) { line.take(word); });
  return line.at(words.back());
}

}  // namespace zdm::cli
