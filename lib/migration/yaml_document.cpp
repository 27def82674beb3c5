#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "migration/document.hpp"
#include "migration/text_position.hpp"
#include "migration/yaml_error.hpp"
#include "migration/yaml_text.hpp"
#include "migration/yaml_tree.hpp"

namespace zdm {
namespace {

using nlohmann::json;
using YAML::anchor_t;
using YAML::Mark;

// What yaml-cpp tells of a text, given on to the tree that grows from it.
class Events : public YAML::EventHandler {
 public:
  Events(YamlTree& tree, const YamlText& text) : tree_(tree), text_(text) {}

  void OnDocumentStart(const Mark& mark) override {
    // What cannot begin a value, yaml-cpp takes for an empty document, and for another, for ever.
    if (std::exchange(last_document_, mark.pos) == mark.pos) tree_.refuse_rest(at(mark));
    tree_.begin_document();
  }
  void OnDocumentEnd() override {}
  void OnNull(const Mark& mark, anchor_t anchor) override {
    tree_.scalar({}, "?", anchor, at(mark, text_.null_word(mark.pos)));
  }
  void OnAlias(const Mark& mark, anchor_t anchor) override { tree_.alias(anchor, at(mark)); }
  void OnScalar(const Mark& mark, const std::string& tag, anchor_t anchor,
                const std::string& value) override {
    const fields::Position position = at(mark, value);
    if (tag == "?" && text_.is_cut_by_operator(mark.pos, value)) tree_.note_cut(position);
    tree_.scalar(value, tag, anchor, position);
  }
  void OnSequenceStart(const Mark& mark, const std::string& tag, anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    tree_.open(json::array(), tag, anchor, at(mark));
  }
  void OnSequenceEnd() override { tree_.close(); }
  void OnMapStart(const Mark& mark, const std::string& tag, anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    tree_.open(json::object(), tag, anchor, at(mark));
  }
  void OnMapEnd() override { tree_.close(); }

 private:
  fields::Position at(const Mark& mark, std::string written = {}) const {
    fields::Position position = text_.position(mark.pos);
    position.written = std::move(written);
    return position;
  }

  YamlTree& tree_;
  const YamlText& text_;
  int last_document_ = -1;  // where it begins
};

void read_into(YamlTree& tree, const YamlText& text, const std::string& file) {
  // The mark of a document's end: without it yaml-cpp takes a quote that is never closed for
  // closed.
  std::istringstream stream(std::string(text.str()) + (text.str().ends_with('\n') ? "" : "\n") +
                            "...\n");
  Events events(tree, text);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (const YAML::Exception& error) {
    const int offset = error.mark.pos;
    tree.give_up(yaml_error(file, text.position(offset), text.line(offset), error.msg));
  } catch (const YamlTree::GivenUp&) {  // it has noted why
  }
}

Document refused(Finding finding) {
  return {.value = nullptr,
          .positions = std::make_shared<const fields::Positions>(),
          .findings = {std::move(finding)}};
}

}  // namespace

Document read_yaml(const std::string& file, std::string_view text) {
  if (auto problem = yaml_text_problem(file, text)) return refused(*std::move(problem));
  const YamlText readable(text);
  YamlTree tree(file);
  read_into(tree, readable, file);
  return std::move(tree).document();
}

}  // namespace zdm
