#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace zdm::sandbox {

// "NAME=value" entries, as a program gets them.
using Environment = std::vector<std::string>;

// This process's environment without the variables whose names start with one of `prefixes`.
Environment environment_without(std::initializer_list<std::string_view> prefixes);

}  // namespace zdm::sandbox
