# cmake -DFILES=a.json;b.yaml -DHEADER=examples.hpp -P write_examples_header.cmake
# Writes a table of all files: each one's name, and its text.

set(delimiter "zdm_example")
list(LENGTH FILES count)
set(entries "")

foreach(file IN LISTS FILES)
  file(READ "${file}" text)
  string(FIND "${text}" ")${delimiter}\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${file} holds )${delimiter}\", which would end the C++ string")
  endif()
  cmake_path(GET file FILENAME name)
  string(APPEND entries "    {\"${name}\",\n     R\"${delimiter}(${text})${delimiter}\"},\n")
endforeach()

file(WRITE "${HEADER}" "// Generated from migrations-examples: change those.
#pragma once

#include <array>
#include <string_view>

namespace zdm::embedded {

struct Example {
  std::string_view file;
  std::string_view text;
};

inline constexpr std::array<Example, ${count}> examples{{
${entries}}};

}  // namespace zdm::embedded
")
