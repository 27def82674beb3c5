// Any bytes as a migration file in YAML: read, or refused with findings whose places are in the
// file.
#include "fuzz/fuzz.hpp"
#include "migration/migration.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = zdm::fuzz::text_of(data, size);
  zdm::fuzz::read(zdm::parse_migration("01_fuzz.yaml", text));
  return 0;
}
