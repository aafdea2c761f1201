# The solver of exact disclosure control, COIN-OR CBC with CLP (Debian: coinor-libcbc-dev, coinor-libclp-dev; Eclipse
# Public License 2.0). A component by choice: without it everything else works, and what needs it says so. Off unless
# asked for, so that a build is the same wherever it is made.

option(KOHORT_WITH_CBC "Link COIN-OR CBC and CLP for exact disclosure control")

# kohort_link_cbc(TARGET)
function(kohort_link_cbc target)
    if(NOT KOHORT_WITH_CBC)
        return()
    endif()
    find_path(KOHORT_CBC_INCLUDE coin/Cbc_C_Interface.h)
    find_path(KOHORT_CLP_INCLUDE coin/Clp_C_Interface.h)
    find_library(KOHORT_CBC_LIBRARY CbcSolver)
    find_library(KOHORT_CLP_LIBRARY Clp)
    mark_as_advanced(KOHORT_CBC_INCLUDE KOHORT_CLP_INCLUDE KOHORT_CBC_LIBRARY KOHORT_CLP_LIBRARY)
    if(NOT (KOHORT_CBC_INCLUDE AND KOHORT_CLP_INCLUDE AND KOHORT_CBC_LIBRARY AND KOHORT_CLP_LIBRARY))
        message(FATAL_ERROR "KOHORT_WITH_CBC is ON, but COIN-OR is not there: install coinor-libcbc-dev and "
                            "coinor-libclp-dev")
    endif()
    # One file sees the solver; nobody else is compiled anew when it comes or goes.
    set_source_files_properties(src/publish/disclosure/linear_program.cpp PROPERTIES COMPILE_DEFINITIONS
                                                                                     KOHORT_WITH_CBC)
    target_include_directories(${target} SYSTEM PRIVATE ${KOHORT_CBC_INCLUDE} ${KOHORT_CLP_INCLUDE})
    # Who links an installed static kohort finds the libraries by name: this machine's paths are not theirs.
    target_link_libraries(
        ${target} PRIVATE $<BUILD_INTERFACE:${KOHORT_CBC_LIBRARY}> $<BUILD_INTERFACE:${KOHORT_CLP_LIBRARY}>
                          $<INSTALL_INTERFACE:CbcSolver> $<INSTALL_INTERFACE:Clp>)
endfunction()
