# Makes headers in the build folder, so that the binary needs no file beside it:
#   embedded/sql.hpp         each .sql file below as a string: zdm::embedded::queries::columns is
#                            lib/pg/queries/columns.sql, zdm::embedded::schema::state is
#                            schema/state.sql
#   embedded/examples.hpp    zdm::embedded::examples, the files of migrations-examples
#   embedded/completion.hpp  the scripts of cli/completion: zdm::embedded::completion::bash …
#   embedded/report.hpp      the page of zdm plan --html: zdm::embedded::report::plan and style
#   embedded/version.hpp     zdm::embedded::version
# All but the last are made again whenever one of their files changes, comes or goes.

set(EMBEDDED_INCLUDE_DIR "${PROJECT_BINARY_DIR}/generated")
set(EMBEDDED_HEADERS "")

# embed(NAME WRITER FILE…): writes NAME.hpp by write_WRITER_header.cmake.
function(embed name writer)
  set(header "${EMBEDDED_INCLUDE_DIR}/embedded/${name}.hpp")
  set(script "${PROJECT_SOURCE_DIR}/cmake/write_${writer}_header.cmake")
  add_custom_command(
    OUTPUT "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DFILES=${ARGN}" "-DHEADER=${header}" -P "${script}"
    DEPENDS ${ARGN} "${script}"
    COMMENT "Embedding ${name}"
    VERBATIM)
  set(EMBEDDED_HEADERS ${EMBEDDED_HEADERS} "${header}" PARENT_SCOPE)
endfunction()

file(GLOB embedded_sql CONFIGURE_DEPENDS lib/pg/queries/*.sql schema/*.sql)
embed(sql texts ${embedded_sql})

file(GLOB embedded_examples CONFIGURE_DEPENDS migrations-examples/*.json migrations-examples/*.yaml)
embed(examples examples ${embedded_examples})

file(GLOB embedded_completion CONFIGURE_DEPENDS cli/completion/*)
embed(completion texts ${embedded_completion})

file(GLOB embedded_report CONFIGURE_DEPENDS cli/report/*)
embed(report texts ${embedded_report})

configure_file(cmake/version.hpp.in "${EMBEDDED_INCLUDE_DIR}/embedded/version.hpp" @ONLY)
