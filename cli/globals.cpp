#include "globals.hpp"

#include "core/error.hpp"

namespace zdm::cli {

std::vector<Option> global_options(Globals& globals) {
  run::Options& run = globals.run;
  return {
      {"--postgres-url", "URL",
       "the database; else ZDM_POSTGRES_URL, DATABASE_URL, libpq's variables",
       &globals.postgres_url},
      {"--schema", "NAME", "the base schema that is migrated", &run.schema},
      {"--state-schema", "NAME", "where zdm keeps its state", &run.state_schema},
      {"--lock-timeout", "DURATION", "how long a statement may queue for a lock",
       &run.lock.timeout},
      {"--lock-attempts-for", "DURATION", "how long it tries again, with growing pauses",
       &run.lock.attempts_for},
      {"--role", "NAME", "SET ROLE for everything zdm does", &globals.role},
      {"--search-path", "NAMES", "further schemas for expressions, separated by commas",
       &run.search_path},
      {"-v,--verbose", "", "each statement with its time; plans in full", &globals.verbose},
      {"--quiet", "", "errors only", &globals.quiet},
  };
}

void check(const Globals& globals) {
  if (globals.verbose && globals.quiet)
    throw Error(ErrorKind::usage, "--verbose and --quiet do not go together");
  if (globals.run.schema == globals.run.state_schema)
    throw Error(ErrorKind::usage, "--schema and --state-schema are the same schema",
                "zdm's state needs a schema of its own");
  // For PostgreSQL a lock_timeout of 0 means to wait for ever, and everybody else behind it.
  if (globals.run.lock.timeout.count() < 1)
    throw Error(ErrorKind::usage, "--lock-timeout: must be at least 1ms");
}

Verbosity verbosity(const Globals& globals) {
  if (globals.quiet) return Verbosity::quiet;
  return globals.verbose ? Verbosity::verbose : Verbosity::normal;
}

run::Options run_options(const Globals& globals, const Environment& environment) {
  run::Options options = globals.run;
  options.target.url = connection_url(globals.postgres_url, environment);
  options.target.role = globals.role;
  return options;
}

}  // namespace zdm::cli
