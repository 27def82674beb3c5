#pragma once

#include <vector>

#include "convert/change.hpp"

namespace zdm::convert {

// What stands by itself and no operation does becomes SQL; alterations say that rows keep their
// values; and of what nobody can know from SQL, notes say what to fill in.
void tell_what_is_left_out(std::vector<Change>& changes);

}  // namespace zdm::convert
