#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace zdm {

// A migration as a file has it, its keys in the order that they have in the value. What is short
// stands on one line. Reading it gives the value again.
std::string json_file_text(const nlohmann::ordered_json& migration);
std::string yaml_file_text(const nlohmann::ordered_json& migration);

// By the file's ending.
std::string text_for_file(const std::string& file, const nlohmann::ordered_json& migration);

}  // namespace zdm
