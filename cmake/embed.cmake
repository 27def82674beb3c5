# Makes two headers in the build folder, so that the binary needs no file beside it:
#   embedded/sql.hpp      each .sql file below as a string: zdm::embedded::queries::columns is
#                         lib/pg/queries/columns.sql, zdm::embedded::schema::state is schema/state.sql
#   embedded/version.hpp  zdm::embedded::version
# sql.hpp is made again whenever one of the files changes, comes or goes.

set(EMBEDDED_INCLUDE_DIR "${PROJECT_BINARY_DIR}/generated")
set(EMBEDDED_HEADERS "${EMBEDDED_INCLUDE_DIR}/embedded/sql.hpp")

file(GLOB embedded_sql CONFIGURE_DEPENDS lib/pg/queries/*.sql schema/*.sql)
add_custom_command(
  OUTPUT "${EMBEDDED_HEADERS}"
  COMMAND "${CMAKE_COMMAND}" "-DFILES=${embedded_sql}" "-DHEADER=${EMBEDDED_HEADERS}" -P
          "${PROJECT_SOURCE_DIR}/cmake/write_sql_header.cmake"
  DEPENDS ${embedded_sql} cmake/write_sql_header.cmake
  COMMENT "Embedding SQL files"
  VERBATIM)

configure_file(cmake/version.hpp.in "${EMBEDDED_INCLUDE_DIR}/embedded/version.hpp" @ONLY)
