# libkohort_c: what every other language loads. Always shared; nothing but the functions of kohort.h is visible in it.

file(GLOB c_api_sources CONFIGURE_DEPENDS src/c_api/*.cpp)
add_library(kohort_c SHARED ${c_api_sources})
add_library(kohort::c ALIAS kohort_c)
kohort_set_up(kohort_c)
set_target_properties(kohort PROPERTIES POSITION_INDEPENDENT_CODE ON) # it becomes part of a shared library

file(STRINGS include/kohort/kohort.h abi_macro REGEX "^#define KOHORT_ABI_VERSION ")
string(REGEX REPLACE ".* ([0-9]+)" "\\1" abi_version "${abi_macro}")
set_target_properties(
    kohort_c
    PROPERTIES VERSION ${abi_version}.0.0
               SOVERSION ${abi_version}
               EXPORT_NAME c
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON)
target_include_directories(
    kohort_c
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE src)
target_compile_definitions(kohort_c PRIVATE KOHORT_C_BUILDING)
target_link_libraries(kohort_c PRIVATE kohort fmt::fmt)
# Templates of the standard library would be visible otherwise.
if(UNIX AND NOT APPLE)
    set(symbols ${CMAKE_CURRENT_SOURCE_DIR}/cmake/c_api_symbols)
    target_link_options(kohort_c PRIVATE -Wl,--version-script=${symbols})
    set_target_properties(kohort_c PROPERTIES LINK_DEPENDS ${symbols})
endif()
