#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/identifier.hpp"
#include "operations/operation.hpp"

namespace zdm {

// One file, read. Immutable and shared, so that it can be copied.
struct Migration {
  std::string file;  // its path as given, for messages
  std::string name;  // the file's name without its ending
  std::string description;
  std::string version;  // `version_schema`, or the name
  std::string source;   // the file's text, byte for byte
  std::vector<std::shared_ptr<const Operation>> operations;
  bool complete_reading = true;  // false: some operations could not be read and are left out

  // FNV-1a of the source in hexadecimal; tells an edited file from the applied one.
  std::string checksum() const;

  // The schema of views that shows the migration's version of the base schema: "public_02_add_age".
  Identifier version_schema(const Identifier& base) const;
};

struct ParsedMigration {
  Migration migration;
  Findings findings;
};

// Pure: `file` is for places and the name only. All mistakes at once.
ParsedMigration parse_migration(const std::string& file, std::string_view text);

// Reads the file, at most 8 MiB. A file that cannot be read is a finding too.
ParsedMigration read_migration(const std::string& file);

}  // namespace zdm
