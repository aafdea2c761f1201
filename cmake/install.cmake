# Installs the library, its headers and the package that find_package(kohort) reads.

include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/kohort)

install(TARGETS kohort EXPORT kohort-targets FILE_SET HEADERS)
if(TARGET kohort_c)
    install(TARGETS kohort_c EXPORT kohort-targets)
    # Written when it is installed, so that --prefix counts.
    install(
        CODE "set(CMAKE_INSTALL_FULL_LIBDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}\")
              set(CMAKE_INSTALL_FULL_INCLUDEDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_INCLUDEDIR}\")
              set(PROJECT_VERSION ${PROJECT_VERSION})
              configure_file(\"${CMAKE_CURRENT_SOURCE_DIR}/cmake/kohort_c.pc.in\" \"${CMAKE_CURRENT_BINARY_DIR}/kohort_c.pc\" @ONLY)")
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/kohort_c.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()
install(EXPORT kohort-targets NAMESPACE kohort:: DESTINATION ${package_folder})

# Taken from the library as it was built: whoever finds the package may set BUILD_SHARED_LIBS differently.
get_target_property(library_type kohort TYPE)
configure_package_config_file(cmake/kohort-config.cmake.in kohort-config.cmake INSTALL_DESTINATION ${package_folder})
# Before 1.0 any version may change the API.
write_basic_package_version_file(kohort-config-version.cmake COMPATIBILITY ExactVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/kohort-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/kohort-config-version.cmake
        DESTINATION ${package_folder})
# For editors: what definitions may look like.
install(FILES src/indicator/definition.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/kohort)
