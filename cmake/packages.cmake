# `cpack -G DEB` makes zdm and libzdm-dev (./dev package).

set(CPACK_PACKAGE_NAME zdm)
set(CPACK_PACKAGE_VENDOR "The zdm authors")
set(CPACK_PACKAGE_CONTACT "The zdm authors <zdm@localhost>")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL zdm dev)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_COMPONENT_ZDM_DESCRIPTION "Schema migrations for PostgreSQL without downtime
zdm changes the schema of a live PostgreSQL database with no downtime and with a way
back: while a migration is active, the old and the new version of the schema are both
there, both readable and writable, on the same rows.")
set(CPACK_DEBIAN_ZDM_PACKAGE_NAME zdm)
set(CPACK_DEBIAN_ZDM_PACKAGE_SECTION database)
set(CPACK_DEBIAN_ZDM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ZDM_PACKAGE_SUGGESTS postgresql)

set(CPACK_COMPONENT_DEV_DESCRIPTION "Library of zdm, for programs that migrate by themselves
The static library with its headers, for find_package(zdm).")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libzdm-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
# What cmake/dependencies.cmake asks for.
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libfmt-dev, nlohmann-json3-dev, libyaml-cpp-dev, libpg-query-dev, libpqxx-dev, libpq-dev, pkg-config")

include(CPack)
