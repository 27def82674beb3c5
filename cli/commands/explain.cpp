#include "operations/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/error.hpp"
#include "exit_code.hpp"
#include "explanation_json.hpp"
#include "meant.hpp"
#include "operations/all.hpp"
#include "reference_page.hpp"

namespace zdm::cli {
namespace {

std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  for (const OperationKind& kind : operation_kinds()) names.emplace_back(kind.name);
  return names;
}

class Explain : public Command {
 public:
  std::string_view name() const override { return "explain"; }
  std::string_view summary() const override {
    return "fields, example, phases and locks of an operation";
  }
  std::string_view details() const override {
    return "Without an operation: all of them, a line each. Needs no database.\n\n"
           "--json: {\"operations\": [{\"operation\", \"summary\", \"fields\": [{\"name\", "
           "\"required\",\n"
           "\"description\", \"type\" (name, text, type, expression, boolean, choice, list, map "
           "or\n"
           "object), \"values\" of a choice, \"of\" of a list or map, \"fields\" and \"groups\" of "
           "an\n"
           "object, \"nullable\"}...], \"groups\": [{\"rule\", \"fields\"}...], \"expand\", "
           "\"contract\",\n"
           "\"rollback\", \"example\": {\"file\", \"text\", \"steps\"} or null}...]}.\n";
  }
  std::vector<Option> options() override {
    return {json_option(json_),
            {"--markdown", "", "print all operations as a page in Markdown", &markdown_}};
  }
  Operands operands() override {
    return {"OPERATION", "add_column, for example", 0, 1, &names_, "", operation_names()};
  }

  int run(const Globals&, Console& console) override {
    if (markdown_ && (json_ || !names_.empty()))
      throw Error(ErrorKind::usage, "explain: --markdown goes by itself");
    if (markdown_) return show(reference_page(explanations()), console);
    if (names_.empty() && !json_) return show(explain_all(), console);
    std::vector<Explanation> chosen = explanations();
    if (!names_.empty())
      std::erase_if(chosen, [&](const Explanation& each) { return each.kind->name != names_[0]; });
    if (chosen.empty()) refuse_unknown();
    return show(json_ ? as_json(chosen) : explanation_text(chosen.front()), console);
  }

 private:
  [[noreturn]] void refuse_unknown() const {
    throw Error(ErrorKind::usage,
                fmt::format("there is no operation \"{}\"{}", names_[0],
                            or_meant(names_[0], operation_names())),
                "zdm explain lists the operations");
  }

  static int show(const std::string& text, Console& console) {
    console.data(text);
    return kDone;
  }

  static std::string as_json(const std::vector<Explanation>& explanations) {
    Json operations = Json::array();
    for (const Explanation& each : explanations) operations.push_back(explanation_json(each));
    return print({{"operations", std::move(operations)}});
  }

  std::vector<std::string> names_;
  bool json_ = false;
  bool markdown_ = false;
};

}  // namespace

std::unique_ptr<Command> explain_command() { return std::make_unique<Explain>(); }

}  // namespace zdm::cli
