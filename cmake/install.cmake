# What `cmake --install` installs, in two components, each a Debian package of its own (packages.cmake):
# "zdm", the command with its man pages and completions, and "dev", the library for find_package(zdm).

# Whoever only installs need not build the tests.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS zdm COMPONENT zdm)
install(DIRECTORY "${PROJECT_BINARY_DIR}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
        COMPONENT zdm)
install(FILES cli/completion/bash.sh DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
        RENAME zdm COMPONENT zdm)
install(FILES cli/completion/zsh.zsh DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions"
        RENAME _zdm COMPONENT zdm)
install(FILES cli/completion/fish.fish DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
        RENAME zdm.fish COMPONENT zdm)
install(FILES schema/migration.schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/zdm" COMPONENT zdm)

install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/zdm" RENAME copyright COMPONENT zdm)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/libzdm-dev" RENAME copyright
        COMPONENT dev)

set(cmake_files "${CMAKE_INSTALL_LIBDIR}/cmake/zdm")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/zdmConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(TARGETS zdm_lib EXPORT zdmTargets COMPONENT dev)
install(EXPORT zdmTargets NAMESPACE zdm:: DESTINATION "${cmake_files}" COMPONENT dev)
install(FILES cmake/zdmConfig.cmake "${PROJECT_BINARY_DIR}/zdmConfigVersion.cmake"
              cmake/dependencies.cmake cmake/FindPgQuery.cmake
        DESTINATION "${cmake_files}" COMPONENT dev)
install(DIRECTORY lib/ DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zdm" COMPONENT dev
        FILES_MATCHING PATTERN "*.hpp" PATTERN libpqxx.hpp EXCLUDE PATTERN queries EXCLUDE)
