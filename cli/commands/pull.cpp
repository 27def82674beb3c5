#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "as_applied.hpp"
#include "command.hpp"
#include "core/error.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "file.hpp"
#include "findings_report.hpp"
#include "folder.hpp"
#include "json.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string>;  // by the migrations' names

Files files_by_name(const std::string& folder) {
  Files files;
  if (!fs::exists(folder)) return files;
  for (const std::string& file : migration_files(folder)) files[fs::path(file).stem()] = file;
  return files;
}

void make_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder))
    throw Error(ErrorKind::failed, fmt::format("cannot write into the folder \"{}\"{}", folder,
                                               error ? ": " + error.message() : ""));
}

// What somebody has written into zdm's state must not lead out of the folder.
void require_file_name(const std::string& name) {
  if (name.find('/') == name.npos && name.find('\0') == name.npos && !name.empty()) return;
  throw Error(ErrorKind::failed,
              fmt::format("zdm's state holds a migration \"{}\", which is no file's name", name),
              "look at the table migrations in zdm's schema");
}

Finding differs(const std::string& file) {
  return {.code = "edited-history",
          .severity = Severity::warning,
          .place = {file, "", 0, 0},
          .message = "is not the file that was applied",
          .hint = "pull into another folder to compare them"};
}

class Pull : public Command {
 public:
  std::string_view name() const override { return "pull"; }
  std::string_view summary() const override {
    return "write the files that the database has and a folder lacks";
  }
  std::string_view details() const override {
    return "Those of the migrations that were started and not rolled back, byte for byte as they "
           "were then.\n"
           "A file that is there stays as it is; a warning tells where it is not what was "
           "applied.\n\n"
           "--json: {\"written\": [FILE...], \"findings\" (as in zdm plan)}.\n";
  }
  std::vector<Option> options() override { return {json_option(json_)}; }
  Operands operands() override {
    return {"DIR", "the folder of the migrations; made if it is not there", 1, 1, &folder_};
  }

  int run(const Globals& globals, Console& console) override {
    const std::vector<run::MigrationSource> sources = Engine(globals, console)->sources();
    for (const run::MigrationSource& source : sources) require_file_name(source.name);
    const Files present = files_by_name(folder_.front());
    make_folder(folder_.front());
    for (const run::MigrationSource& source : sources) take(source, present);
    if (json_)
      console.data(print({{"written", written_}, {"findings", to_json(findings_)}}));
    else
      tell(sources.size(), console);
    return kDone;
  }

 private:
  void take(const run::MigrationSource& source, const Files& present) {
    if (const auto found = present.find(source.name); found != present.end()) {
      if (read_file(found->second) != source.text) findings_.push_back(differs(found->second));
      return;
    }
    written_.push_back(fs::path(folder_.front()) / file_name(source));
    write_file(written_.back(), source.text);
  }

  void tell(std::size_t applied, Console& console) const {
    report(findings_, console);
    for (const std::string& file : written_) console.data(file + "\n");
    if (written_.empty())
      console.message(applied == 0 ? "no migration has run yet"
                                   : "all files that the database has are there");
  }

  std::vector<std::string> folder_;
  std::vector<std::string> written_;
  Findings findings_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> pull_command() { return std::make_unique<Pull>(); }

}  // namespace zdm::cli
