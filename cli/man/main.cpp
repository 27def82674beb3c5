// zdm_man_pages FOLDER: writes zdm.1 and a page for each command (zdm-start.1 …) into FOLDER.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include "command.hpp"
#include "globals.hpp"
#include "man_page.hpp"

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
  std::ofstream file(path);
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file << text;
  file.close();
}

void write_pages(const fs::path& folder) {
  using namespace zdm::cli;
  Globals globals;
  const Commands commands = all_commands();
  fs::create_directories(folder);
  write(folder / "zdm.1", man_page(global_options(globals), commands));
  for (const auto& command : commands)
    write(folder / ("zdm-" + std::string(command->name()) + ".1"), man_page(*command));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: zdm_man_pages FOLDER\n", stderr);
    return 2;
  }
  try {
    write_pages(argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "zdm_man_pages: %s\n", error.what());
    return 1;
  }
}
