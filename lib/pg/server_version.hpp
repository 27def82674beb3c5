#pragma once

#include <string>

namespace zdm::pg {

// Why zdm does not work with a server of this version, given as server_version_num (150004 for
// 15.4); empty if it does.
std::string why_too_old(int version);

}  // namespace zdm::pg
