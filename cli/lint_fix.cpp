#include "lint_fix.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "convert/convert.hpp"
#include "convert/rewrite.hpp"
#include "converted_files.hpp"
#include "core/error.hpp"
#include "file.hpp"
#include "findings_report.hpp"
#include "lint/lint.hpp"
#include "lint_files.hpp"
#include "lint_settings.hpp"
#include "migration/file_text.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".json";

void fix_migration(const std::string& file, const std::string& text, const Identifier& schema,
                   Console& console) {
  const convert::Rewriting rewriting = convert::rewrite_sql_operations(file, text, schema);
  report(rewriting.findings, console);
  if (rewriting.rewritten == 0) return;
  write_file(file, rewriting.text);
  console.message(fmt::format("{}: {} of its sql operations rewritten", file, rewriting.rewritten));
}

void fix_sql_file(const std::string& file, const std::string& text, const Identifier& schema,
                  const lint::Settings& settings, Console& console) {
  if (lint::lint_sql(file, text, settings).empty()) return;
  const convert::Conversion conversion = convert::convert_sql(file, text, schema);
  if (conversion.counts.operations == 0) return;
  const fs::path path(file);
  const std::string ending(kEnding);
  const auto files = converted_files(conversion, path.stem().string(), ending);
  std::vector<std::string> written;
  try {
    written = write_files(files, path.parent_path().string(), ending, IfThere::refuse);
  } catch (const Error& error) {
    console.message(fmt::format("{}: nothing is written: {}", file, error.what()));
    return;
  }
  report(conversion.findings, console);
  for (const std::string& one : written)
    console.message(fmt::format("{}: {} does it with operations", file, one));
}

}  // namespace

void fix_files(const std::vector<std::string>& files, const Identifier& schema, Console& console) {
  SettingsReader reader;
  for (const std::string& file : files) {
    const FileText read = read_file_text(file);
    if (!read.findings.empty()) continue;  // lint tells
    Findings ignored;                      // so it does of the settings
    if (is_sql_file(file))
      fix_sql_file(file, read.text, schema, reader.settings_for(file, ignored), console);
    else
      fix_migration(file, read.text, schema, console);
  }
}

}  // namespace zdm::cli
