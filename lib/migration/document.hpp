#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "fields/location.hpp"

namespace zdm {

// A file's text as a value, and where each part of it stands. Every format that a migration may be
// written in comes to this; nothing behind it knows the format.
struct Document {
  std::shared_ptr<const nlohmann::json> value;  // none: the text could not be read at all
  std::shared_ptr<const fields::Positions> positions;
  Findings findings;

  fields::Location root(const std::string& file) const { return {file, positions}; }
};

// JSON (RFC 8259), with // and /* */ comments.
Document read_json(const std::string& file, std::string_view text);

// YAML: what means the same in versions 1.1 and 1.2; where they differ, see yaml_scalar.hpp.
// Anchors, aliases and merge keys are carried out. At most 1 MiB.
Document read_yaml(const std::string& file, std::string_view text);

// By a file's ending: .yaml and .yml are YAML.
bool is_yaml(std::string_view file);

// Of the files in a folder, those that end in .json, .yaml or .yml are migrations.
bool is_migration_file(std::string_view file);

// By the file's ending: what is not YAML is JSON.
Document read_document(const std::string& file, std::string_view text);

}  // namespace zdm
