#include "migration/document.hpp"

namespace zdm {

bool is_yaml(std::string_view file) { return file.ends_with(".yaml") || file.ends_with(".yml"); }

bool is_migration_file(std::string_view file) { return is_yaml(file) || file.ends_with(".json"); }

Document read_document(const std::string& file, std::string_view text) {
  return is_yaml(file) ? read_yaml(file, text) : read_json(file, text);
}

}  // namespace zdm
