# find_package(zdm) makes zdm::zdm, the library. Its headers are included as its own files do:
# #include "run/lifecycle.hpp".

include("${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/zdmTargets.cmake")
