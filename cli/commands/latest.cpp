#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "connection.hpp"
#include "core/error.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "forecast.hpp"
#include "json.hpp"
#include "pg/client_url.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

// The newest version that clients can use.
struct Newest {
  std::optional<std::string> migration;      // none: none has been published
  std::optional<Identifier> version_schema;  // none: clients use the base schema
};

Newest in_database(const Globals& globals, Console& console) {
  const run::Status status = Engine(globals, console)->status();
  if (status.new_version_schema) return {status.active->name, status.new_version_schema};
  if (!status.latest) return {};
  return {status.latest->name, status.old_version_schema};
}

Newest in_folder(const std::string& folder, const Globals& globals) {
  const std::vector<std::string> files = migration_files(folder);
  if (files.empty())
    throw Error(ErrorKind::usage, fmt::format("there is no migration in {}", folder));
  const ReadFile last = read_files({files.back()}).front();
  for (const Finding& finding : last.parsed.findings)
    if (finding.severity == Severity::error)
      throw Error(ErrorKind::findings, to_text(finding), "see zdm validate " + files.back());
  const Migration& migration = last.parsed.migration;
  return {migration.name, migration.version_schema(globals.run.schema)};
}

class Latest : public Command {
 public:
  std::string_view name() const override { return "latest"; }
  std::string_view summary() const override {
    return "names of the newest version, for CI and for clients";
  }
  std::string_view details() const override {
    return "  schema     what clients put first in their search path\n"
           "  migration  the name of its migration; ends with 5 if there is none\n"
           "  url        of the database, with the version's search path and without a password\n\n"
           "That is the active migration's version as soon as it is published, else that of the "
           "last one\n"
           "completed; before the first, the base schema. --local asks no database: it takes the "
           "last\n"
           "migration in DIR, which is what a build of the application has been written for.\n\n"
           "--json: {\"migration\" (or null), \"schema\", \"search_path\", \"url\"}.\n";
  }
  std::vector<Option> options() override {
    return {{"--local", "DIR", "by the migrations in this folder", &folder_}, json_option(json_)};
  }
  Operands operands() override {
    return {"WHAT", one_of(kWhat), 0, 1, &what_, "schema|migration|url", kWhat};
  }

  int run(const Globals& globals, Console& console) override {
    if (json_ == !what_.empty())
      throw Error(ErrorKind::usage, fmt::format("latest: give {}, or --json", one_of(kWhat)));
    if (!json_) require_choice("latest", what_.front(), kWhat);
    const Newest newest = folder_ ? in_folder(*folder_, globals) : in_database(globals, console);
    console.data(json_ ? as_json(newest, globals) : text(newest, globals) + "\n");
    return kDone;
  }

 private:
  inline static const std::vector<std::string> kWhat{"schema", "migration", "url"};

  static Identifier schema(const Newest& newest, const Globals& globals) {
    return newest.version_schema.value_or(globals.run.schema);
  }

  static std::string url(const Newest& newest, const Globals& globals) {
    std::vector<Identifier> path{globals.run.schema};
    if (newest.version_schema) path.insert(path.begin(), *newest.version_schema);
    return pg::client_url(connection_url(globals.postgres_url, environment_variable), path);
  }

  std::string text(const Newest& newest, const Globals& globals) const {
    if (what_.front() == "url") return url(newest, globals);
    if (what_.front() == "schema") return schema(newest, globals).str();
    if (newest.migration) return *newest.migration;
    throw Error(ErrorKind::wrong_state, "no migration has been started yet",
                fmt::format("clients use schema {}", globals.run.schema.quoted()));
  }

  static std::string as_json(const Newest& newest, const Globals& globals) {
    const Identifier& base = globals.run.schema;
    return print(
        {{"migration", newest.migration ? Json(*newest.migration) : Json(nullptr)},
         {"schema", schema(newest, globals).str()},
         {"search_path",
          newest.version_schema ? search_path_value(*newest.version_schema, base) : base.quoted()},
         {"url", url(newest, globals)}});
  }

  std::vector<std::string> what_;
  std::optional<std::string> folder_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> latest_command() { return std::make_unique<Latest>(); }

}  // namespace zdm::cli
