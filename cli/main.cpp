#include <exception>
#include <string>
#include <vector>

#include "application.hpp"
#include "exit_code.hpp"

namespace {

int report(zdm::cli::Console& console, const zdm::Error& error) {
  console.error("zdm", error.what());
  if (!error.hint().empty()) console.error("hint", error.hint());
  return zdm::cli::exit_code(error.kind());
}

}  // namespace

int main(int argc, char** argv) {
  zdm::cli::Console console;
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return zdm::cli::run_application(arguments, console);
  } catch (const zdm::Error& error) {
    return report(console, error);
  } catch (const std::exception& error) {
    return report(console, zdm::Error(zdm::ErrorKind::failed, error.what()));
  }
}
