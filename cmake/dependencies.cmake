# What libzdm is made of. Read by zdm's own build and, installed, by zdmConfig.cmake.

include(CMakeFindDependencyMacro)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
find_dependency(Threads)
find_dependency(fmt)
find_dependency(nlohmann_json)
find_dependency(yaml-cpp)
find_dependency(PgQuery)
find_dependency(PkgConfig)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)

# From 0.8 it has a namespace.
set(ZDM_YAML_CPP yaml-cpp)
if(TARGET yaml-cpp::yaml-cpp)
  set(ZDM_YAML_CPP yaml-cpp::yaml-cpp)
endif()
