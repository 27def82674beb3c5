#include "convert/convert.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "converted_files.hpp"
#include "core/error.hpp"
#include "exit_code.hpp"
#include "findings_report.hpp"
#include "json.hpp"
#include "migration/document.hpp"
#include "migration/file_text.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStandardInput = "-";
const std::vector<std::string> kFormats{"json", "yaml"};

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return path.ends_with('/') || fs::is_directory(path, ignored);
}

class Convert : public Command {
 public:
  std::string_view name() const override { return "convert"; }
  std::string_view summary() const override { return "turn SQL into operations"; }
  std::string_view details() const override {
    return "Reads what Django's sqlmigrate, Alembic's --sql, Rails, Prisma, Drizzle, Flyway or "
           "pg_dump -s\n"
           "write; without FILE, or for -, from standard input. Needs no database. Statements that "
           "belong\n"
           "together become one operation, and what has none becomes sql. What SQL cannot tell is "
           "left\n"
           "out, with a finding that says what to fill in: it ends with 3 then, and what it could "
           "convert\n"
           "is written all the same. Where sql has to run by itself, there are several migrations, "
           "NAME_1\n"
           "and so on, each to be completed before the next. Names in the schema of --schema lose "
           "it.\n\n"
           "--json: {\"migrations\": [{\"name\", \"migration\"}...], \"statements\": "
           "{\"operations\", \"sql\",\n"
           "\"left_out\"}, \"findings\" (as in zdm plan)}.\n";
  }
  std::vector<Option> options() override {
    return {{"-o,--output", "FILE|DIR", "write it there and not to standard output", &output_},
            {"--format", "FORMAT", one_of(kFormats) + "; if not said, by the ending of --output",
             &format_, "", kFormats},
            {"--name", "NAME", "the migration's name; if not said, that of FILE", &name_},
            {"--force", "", "replace files that are there", &force_},
            json_option(json_)};
  }
  Operands operands() override { return {"FILE", "a file of SQL", 0, 1, &files_}; }

  int run(const Globals& globals, Console& console) override {
    const std::string ending = checked_ending();
    const convert::Conversion conversion = converted(globals);
    const auto files = converted_files(conversion, migration_name(), ending);
    if (json_)
      console.data(as_json(conversion, files));
    else
      report(conversion.findings, console);
    if (!conversion.migrations.empty()) show(conversion, files, ending, console);
    return has_errors(conversion.findings) ? exit_code(ErrorKind::findings) : kDone;
  }

 private:
  std::string input() const { return files_.empty() ? std::string(kStandardInput) : files_[0]; }
  bool writes_into_folder() const { return is_folder(output_); }

  std::string checked_ending() const {
    if (!name_.empty() && !output_.empty() && !writes_into_folder())
      throw Error(ErrorKind::usage, "convert: --output names the file, and so the migration",
                  "leave out --name, or give a folder as --output");
    if (!output_.empty() && !writes_into_folder() && !is_migration_file(output_))
      throw Error(ErrorKind::usage,
                  fmt::format("--output: \"{}\" does not end in .json, .yaml or .yml", output_));
    if (!output_.empty() && !writes_into_folder() && format_.empty())
      return fs::path(output_).extension().string();
    return format_ == "yaml" ? ".yaml" : ".json";
  }

  std::string migration_name() const {
    if (!name_.empty()) return name_;
    if (!output_.empty() && !writes_into_folder()) return fs::path(output_).stem().string();
    return input() == kStandardInput ? "converted" : fs::path(input()).stem().string();
  }

  convert::Conversion converted(const Globals& globals) const {
    if (input() != kStandardInput) {
      const FileText read = read_file_text(input());
      if (read.findings.empty())
        return convert::convert_sql(input(), read.text, globals.run.schema);
      return {.migrations = {}, .counts = {}, .findings = read.findings};
    }
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    return convert::convert_sql("standard input", text, globals.run.schema);
  }

  void show(const convert::Conversion& conversion, const std::vector<ConvertedFile>& files,
            const std::string& ending, Console& console) const {
    if (!output_.empty()) {
      const std::string folder =
          writes_into_folder() ? output_ : fs::path(output_).parent_path().string();
      for (const std::string& path :
           write_files(files, folder, ending, force_ ? IfThere::replace : IfThere::refuse))
        console.message("written: " + path);
    } else if (!json_) {
      console.data(as_text(files, ending));
    }
    console.message(summary_of(conversion));
  }

  // Several are told apart by comments.
  static std::string as_text(const std::vector<ConvertedFile>& files, const std::string& ending) {
    if (files.size() == 1) return files.front().text;
    const bool yaml = is_yaml(ending);
    std::string text;
    for (const ConvertedFile& file : files) {
      if (!text.empty()) text += yaml ? "---\n" : "\n";
      text += fmt::format("{} {}{}\n{}", yaml ? "#" : "//", file.name, ending, file.text);
    }
    return text;
  }

  static std::string as_json(const convert::Conversion& conversion,
                             const std::vector<ConvertedFile>& files) {
    Json migrations = Json::array();
    for (std::size_t i = 0; i < files.size(); ++i)
      migrations.push_back({{"name", files[i].name}, {"migration", conversion.migrations[i]}});
    const convert::Counts& counts = conversion.counts;
    return print(
        {{"migrations", std::move(migrations)},
         {"statements",
          {{"operations", counts.operations}, {"sql", counts.sql}, {"left_out", counts.left_out}}},
         {"findings", to_json(conversion.findings)}});
  }

  static std::string summary_of(const convert::Conversion& conversion) {
    const convert::Counts& counts = conversion.counts;
    std::string text = fmt::format("statements: {} became operations, {} sql, {} left out",
                                   counts.operations, counts.sql, counts.left_out);
    if (conversion.migrations.size() > 1)
      text += fmt::format("; {} migrations, each to be completed before the next",
                          conversion.migrations.size());
    return text;
  }

  std::vector<std::string> files_;
  std::string output_;
  std::string format_;
  std::string name_;
  bool force_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> convert_command() { return std::make_unique<Convert>(); }

}  // namespace zdm::cli
