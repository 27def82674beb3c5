#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace zdm {

// A migration as a file has it, its keys in the order that they have in the value. What is short
// stands on one line. Reading it gives the value again.
std::string json_file_text(const nlohmann::ordered_json& migration);
std::string yaml_file_text(const nlohmann::ordered_json& migration);

std::string on_one_line(const nlohmann::ordered_json& value);

// A part of such a file: the lines behind the first are indented so far, at least.
std::string json_value_text(const nlohmann::ordered_json& value, std::size_t indent);
std::string yaml_value_text(const nlohmann::ordered_json& value, std::size_t indent);

// By the file's ending.
std::string text_for_file(const std::string& file, const nlohmann::ordered_json& migration);

}  // namespace zdm
