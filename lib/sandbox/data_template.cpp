#include "sandbox/data_template.hpp"

#include <unistd.h>

#include <string>

#include "sandbox/system_error.hpp"

namespace zdm::sandbox {
namespace {

using std::filesystem::path;

constexpr auto kAll = std::filesystem::copy_options::recursive;

void give_to(const path& file, const Account& owner) {
  if (::lchown(file.c_str(), owner.user, owner.group) != 0)
    throw system_error("cannot give " + file.string() + " to " + owner.name);
}

}  // namespace

bool copy_data_template(const path& kept, const path& data, const std::optional<Account>& owner) {
  if (!std::filesystem::exists(kept)) return false;
  std::filesystem::copy(kept, data, kAll);
  if (!owner) return true;
  give_to(data, *owner);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data))
    give_to(entry.path(), *owner);
  return true;
}

// Under a name of its own first: who finds one finds it whole.
void keep_data_template(const path& data, const path& kept) {
  std::filesystem::create_directories(kept.parent_path());
  const path ours = kept.string() + "." + std::to_string(::getpid());
  std::filesystem::copy(data, ours, kAll);
  std::error_code taken;
  std::filesystem::rename(ours, kept, taken);
  if (taken) std::filesystem::remove_all(ours);
}

}  // namespace zdm::sandbox
