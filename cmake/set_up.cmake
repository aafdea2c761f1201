# How every target of this project is compiled. All of it is private to the target: nothing reaches a user of kohort.

find_program(KOHORT_CCACHE ccache DOC "Compiler cache, used when found")
mark_as_advanced(KOHORT_CCACHE)

function(kohort_set_up target)
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    if(KOHORT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
        set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER ${KOHORT_CCACHE})
    endif()

    # No fused multiply-add: it would make sums depend on the machine.
    target_compile_options(${target} PRIVATE -ffp-contract=off)
    target_compile_definitions(${target} PRIVATE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

    if(PROJECT_IS_TOP_LEVEL)
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion)
        # GCC's warnings that follow the flow through inlined library code see what is not there (bugs 105651, 105562,
        # 109717 and their kin); clang and the sanitizers look for the same.
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
            target_compile_options(${target} PRIVATE -Wno-restrict -Wno-array-bounds -Wno-free-nonheap-object
                                                     -Wno-maybe-uninitialized -Wno-stringop-overflow)
        endif()
        # Files compiled together see each other's names.
        if(CMAKE_UNITY_BUILD)
            target_compile_options(${target} PRIVATE -Wno-shadow)
            if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
                target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
            endif()
        endif()
    endif()
    if(KOHORT_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(KOHORT_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${KOHORT_SANITIZE} -fno-sanitize-recover=all
                                                 -fno-omit-frame-pointer)
        target_link_options(${target} PRIVATE -fsanitize=${KOHORT_SANITIZE})
    endif()
endfunction()

# kohort_unite_by_folder(TARGET SOURCE...): with CMAKE_UNITY_BUILD, which takes a third of the time, up to eight files of
# a folder are compiled as one. Names in them are unique within their folder only.
function(kohort_unite_by_folder target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
    foreach(source IN LISTS ARGN)
        get_filename_component(folder ${source} DIRECTORY)
        string(MAKE_C_IDENTIFIER ${folder} folder)
        math(EXPR ${folder} "0${${folder}} + 1")
        math(EXPR group "(${${folder}} - 1) / 8")
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${group})
    endforeach()
endfunction()
