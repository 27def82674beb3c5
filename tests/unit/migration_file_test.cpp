#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "migration/migration.hpp"
#include "operations_support.hpp"

using namespace zdm;
using zdm::test::contains;
using zdm::test::texts;

namespace {

// A folder of its own for a test, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "zdm-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string file(const std::string& name, const std::string& text) const {
    const std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a file is read as it is", "[migration]") {
  const Folder folder;
  const std::string file = folder.file("01_a.json", "{\"operations\": []}\r\n");
  const ParsedMigration read = read_migration(file);
  CHECK(texts(read.findings).empty());
  CHECK(read.migration.name == "01_a");
  CHECK(read.migration.file == file);
  CHECK(read.migration.source == "{\"operations\": []}\r\n");
}

TEST_CASE("a file with a byte order mark is read", "[migration]") {
  const Folder folder;
  CHECK(read_migration(folder.file("a.json", "\xEF\xBB\xBF{\"operations\": []}")).findings.empty());
}

TEST_CASE("what cannot be read is a finding", "[migration]") {
  const Folder folder;
  CHECK(to_text(read_migration("/no/such.json").findings.at(0)) ==
        "/no/such.json: cannot be read: No such file or directory");
  CHECK_THAT(texts(read_migration(folder.path()).findings), contains("is a folder"));
  CHECK_THAT(texts(read_migration(folder.file("e.json", "")).findings), contains("is empty"));
  CHECK_THAT(texts(read_migration(folder.file("b.json", " \n")).findings), contains("is empty"));
  CHECK_FALSE(read_migration("/no/such.json").migration.complete_reading);
}

TEST_CASE("a file of more than 8 MiB is refused", "[migration]") {
  const Folder folder;
  const std::string blank(9 * 1024 * 1024, ' ');
  CHECK_THAT(texts(read_migration(folder.file("a.json", blank)).findings),
             contains("larger than 8 MiB"));
  CHECK_THAT(texts(read_migration("/dev/zero").findings), contains("larger than 8 MiB"));
}
