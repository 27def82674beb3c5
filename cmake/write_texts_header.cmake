# cmake -DFILES=a.sql;b.sql -DHEADER=sql.hpp -P write_texts_header.cmake
# Writes each file as a constant named after it, in a namespace named after its folder.

set(delimiter "zdm_text")
set(text "// Generated from files: change those.\n#pragma once\n\n#include <string_view>\n")

foreach(file IN LISTS FILES)
  file(READ "${file}" content)
  string(FIND "${content}" ")${delimiter}\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${file} holds )${delimiter}\", which would end the C++ string")
  endif()

  cmake_path(GET file STEM name)
  cmake_path(GET file PARENT_PATH folder)
  cmake_path(GET folder FILENAME folder)
  string(MAKE_C_IDENTIFIER "${name}" name)
  string(MAKE_C_IDENTIFIER "${folder}" folder)
  string(APPEND text "\nnamespace zdm::embedded::${folder} {\n"
                     "inline constexpr std::string_view ${name} = "
                     "R\"${delimiter}(${content})${delimiter}\";\n}\n")
endforeach()

file(WRITE "${HEADER}" "${text}")
