#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "fields/location.hpp"

namespace zdm {

// What is wrong with a text before anybody reads it as YAML: its size, its encoding, or characters
// that YAML does not allow (yaml-cpp takes some of them for the end of the text).
std::optional<Finding> yaml_text_problem(const std::string& file, std::string_view text);

// A text as yaml-cpp counts it, in bytes behind the byte order mark; and what stands there.
class YamlText {
 public:
  explicit YamlText(std::string_view text);

  std::string_view str() const { return text_; }
  fields::Position position(int offset) const;
  std::string_view line(int offset) const;  // that the offset is in
  std::string null_word(int offset) const;  // null, or how else it is spelt; may be empty

  // Is this scalar, which begins there, ended by a comment that looks like one of PostgreSQL's
  // operators: data #> '{a}'?
  bool is_cut_by_operator(int offset, std::string_view scalar) const;

 private:
  std::size_t within(int offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> characters_;  // how many there are before each byte
  std::vector<std::size_t> lines_;         // where each begins
};

}  // namespace zdm
