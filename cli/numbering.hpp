#pragma once

#include <string>
#include <vector>

namespace zdm::cli {

// What a new migration in a folder of these files (in their order) is called, for one that somebody
// wants to be called `name`: with the number that comes next, as wide as the last one; a date and
// time where that is one. As it is where it begins with a number itself, or none of the files does.
// `now` is the time in UTC as "20260203040506". Throws Error(usage) where it would not come last.
std::string numbered_name(const std::vector<std::string>& files, const std::string& name,
                          const std::string& now);

}  // namespace zdm::cli
