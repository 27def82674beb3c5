#include "completion.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "embedded/completion.hpp"
#include "exit_code.hpp"

namespace zdm::cli {
namespace {

// The scripts ask zdm itself at each completion: `zdm completion SHELL -- WORD...` prints what may
// stand where the last word stands, a line each with its meaning behind a tab, and ":files" where a
// file may.
class Completion : public Command {
 public:
  std::string_view name() const override { return "completion"; }
  std::string_view summary() const override { return "what makes a shell complete zdm's words"; }
  std::string_view details() const override {
    return "  bash  source <(zdm completion bash)          in ~/.bashrc\n"
           "  zsh   source <(zdm completion zsh)           in ~/.zshrc, behind compinit\n"
           "  fish  zdm completion fish | source           in ~/.config/fish/config.fish\n\n"
           "Commands, options and their values, operations and files are completed, by the zdm "
           "that\n"
           "is called: the script need not be made anew for another version.\n";
  }
  std::vector<Option> options() override { return {}; }
  Operands operands() override {
    return {"SHELL", one_of(shells()), 1, kMany, &words_, "bash|zsh|fish", shells()};
  }

  int run(const Globals&, Console& console) override {
    const std::string& shell = words_.front();
    require_choice("completion", shell, shells());
    console.data(words_.size() == 1 ? script(shell) : answer());
    return kDone;
  }

 private:
  static std::vector<std::string> shells() { return {"bash", "zsh", "fish"}; }

  static std::string script(const std::string& shell) {
    if (shell == "bash") return std::string(embedded::completion::bash);
    return std::string(shell == "zsh" ? embedded::completion::zsh : embedded::completion::fish);
  }

  std::string answer() const {
    Globals globals;
    const std::vector<std::string> behind(words_.begin() + 1, words_.end());
    const Candidates found = candidates(behind, global_options(globals), all_commands());
    std::string text;
    for (const auto& [word, meaning] : found.words) text += fmt::format("{}\t{}\n", word, meaning);
    return text + (found.files ? ":files\n" : "");
  }

  std::vector<std::string> words_;
};

}  // namespace

std::unique_ptr<Command> completion_command() { return std::make_unique<Completion>(); }

}  // namespace zdm::cli
