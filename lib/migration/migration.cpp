#include "migration/migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "core/name.hpp"
#include "migration/document.hpp"
#include "migration/file_text.hpp"
#include "migration/migration_fields.hpp"

namespace zdm {
namespace {

// More are no help.
constexpr std::size_t kMaxFindings = 100;

std::string name_of(const std::string& file) { return std::filesystem::path(file).stem().string(); }

Finding problem(const Place& place, std::string code, std::string message, std::string hint) {
  return {.code = std::move(code),
          .severity = Severity::error,
          .place = place,
          .message = std::move(message),
          .hint = std::move(hint)};
}

// Clients spell the version's name in their search_path, so that it is never shortened.
void check_names(Findings& findings, const MigrationFields& fields, const Migration& migration,
                 const fields::Location& root) {
  if (fields.name && fields.name->str() != migration.name)
    findings.push_back(
        problem(root.at("name").place(), "bad-name",
                fmt::format("the name must be the file's name, \"{}\"", migration.name),
                "leave it out, or rename the file"));
  const std::string wrong = Identifier(migration.version).problem();
  if (!wrong.empty() && !fields.version_schema)
    findings.push_back(problem(root.place(), "bad-name", "the file's name " + wrong,
                               "rename the file, or set a shorter \"version_schema\""));
}

// In the order of the file; where that is not known, as they came.
void put_in_order(Findings& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
}

void cut(Findings& findings, const std::string& file) {
  if (findings.size() <= kMaxFindings) return;
  const std::size_t more = findings.size() - kMaxFindings;
  findings.resize(kMaxFindings);
  findings.push_back(problem({file, {}, 0, 0}, "too-many-findings",
                             fmt::format("and {} more findings", more), {}));
}

void read_fields(ParsedMigration& parsed, const Document& document) {
  Migration& migration = parsed.migration;
  const fields::Location root = document.root(migration.file);
  const fields::Node node(*document.value, root, parsed.findings);
  MigrationFields fields = MigrationFields::record().read(node);
  migration.description = fields.description;
  if (fields.version_schema) migration.version = fields.version_schema->str();
  for (OperationEntry& entry : fields.operations)
    if (entry.operation) migration.operations.push_back(std::move(entry.operation));
  check_names(parsed.findings, fields, migration, root);
}

}  // namespace

Identifier Migration::version_schema(const Identifier& base) const {
  return Identifier(base.str() + "_" + version);
}

std::string Migration::checksum() const { return fmt::format("{:016x}", stable_hash(source)); }

ParsedMigration parse_migration(const std::string& file, std::string_view text) {
  ParsedMigration parsed;
  Migration& migration = parsed.migration;
  migration.file = file;
  migration.name = migration.version = name_of(file);
  migration.source = text;
  Document document = read_document(file, text);
  parsed.findings = std::move(document.findings);
  if (document.value) read_fields(parsed, document);
  put_in_order(parsed.findings);
  cut(parsed.findings, file);
  migration.complete_reading = parsed.findings.empty();
  return parsed;
}

ParsedMigration read_migration(const std::string& file) {
  FileText read = read_file_text(file);
  if (read.findings.empty() && file.ends_with(".sql"))
    read.findings.push_back(problem({file, {}, 0, 0}, "not-a-migration", "is SQL, and no migration",
                                    "zdm convert makes migrations of SQL, and zdm lint judges it"));
  if (read.findings.empty() && fields::is_blank(read.text))
    read.findings.push_back(
        problem({file, {}, 0, 0}, "empty-file", "is empty",
                is_yaml(file) ? "the least that a migration needs is operations: []"
                              : "the least that a migration needs is {\"operations\": []}"));
  if (read.findings.empty()) return parse_migration(file, read.text);
  ParsedMigration parsed;
  parsed.migration.file = file;
  parsed.migration.name = parsed.migration.version = name_of(file);
  parsed.migration.complete_reading = false;
  parsed.findings = std::move(read.findings);
  return parsed;
}

}  // namespace zdm
