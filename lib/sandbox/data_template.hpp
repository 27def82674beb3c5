#pragma once

#include <filesystem>
#include <optional>

#include "sandbox/account.hpp"

namespace zdm::sandbox {

// A data directory as initdb has made it, kept so that further clusters copy it: initdb takes half
// a second of a processor, a copy a tenth of that. Safe on several processes at once.

// Copies it to `data`, for `owner` if given. False: there is none at `kept`.
bool copy_data_template(const std::filesystem::path& kept, const std::filesystem::path& data,
                        const std::optional<Account>& owner);

// Keeps a copy of `data`, whose server has never run, at `kept`; does nothing if one is there.
void keep_data_template(const std::filesystem::path& data, const std::filesystem::path& kept);

}  // namespace zdm::sandbox
