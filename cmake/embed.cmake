# Makes three headers in the build folder, so that the binary needs no file beside it:
#   embedded/sql.hpp       each .sql file below as a string: zdm::embedded::queries::columns is
#                          lib/pg/queries/columns.sql, zdm::embedded::schema::state is
#                          schema/state.sql
#   embedded/examples.hpp  zdm::embedded::examples, the files of migrations-examples
#   embedded/version.hpp   zdm::embedded::version
# The first two are made again whenever one of their files changes, comes or goes.

set(EMBEDDED_INCLUDE_DIR "${PROJECT_BINARY_DIR}/generated")
set(EMBEDDED_HEADERS "")

# embed(NAME FILE…): writes NAME.hpp by write_NAME_header.cmake.
function(embed name)
  set(header "${EMBEDDED_INCLUDE_DIR}/embedded/${name}.hpp")
  set(script "${PROJECT_SOURCE_DIR}/cmake/write_${name}_header.cmake")
  add_custom_command(
    OUTPUT "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DFILES=${ARGN}" "-DHEADER=${header}" -P "${script}"
    DEPENDS ${ARGN} "${script}"
    COMMENT "Embedding ${name}"
    VERBATIM)
  set(EMBEDDED_HEADERS ${EMBEDDED_HEADERS} "${header}" PARENT_SCOPE)
endfunction()

file(GLOB embedded_sql CONFIGURE_DEPENDS lib/pg/queries/*.sql schema/*.sql)
embed(sql ${embedded_sql})

file(GLOB embedded_examples CONFIGURE_DEPENDS migrations-examples/*.json migrations-examples/*.yaml)
embed(examples ${embedded_examples})

configure_file(cmake/version.hpp.in "${EMBEDDED_INCLUDE_DIR}/embedded/version.hpp" @ONLY)
