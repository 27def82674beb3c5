#pragma once

#include <string_view>

namespace zdm {

// The one order of migrations: that of their files' names, byte by byte ("01_a-2.json" before
// "01_a.json"). The history knows names without endings, and which ending it was changes nothing:
// so each is taken as if it ended with a dot.
bool comes_before(std::string_view name, std::string_view other);

}  // namespace zdm
