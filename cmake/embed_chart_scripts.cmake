# cmake -D FOLDER=... -D "PACKAGES=vega;vega-lite" -D OUTPUT=... -P embed_chart_scripts.cmake: writes the programs of npm
# packages, minified, and their licences as C++ string literals. FOLDER has them in node_modules; without PACKAGES there
# are none.

include(${CMAKE_CURRENT_LIST_DIR}/raw_literals.cmake)

# append_pieces(FILE OUT NAME): an array of raw string literals called NAME is appended to OUT.
function(append_pieces file out name)
    file(READ "${file}" text)
    string(REGEX REPLACE "\n?//# sourceMappingURL=[^\n]*" "" text "${text}")
    if(text MATCHES "</script|<!--|\\)chart\"")
        message(FATAL_ERROR "${file} holds what would end the element or the literal that it is put into")
    endif()
    raw_literals("${text}" chart "," literals)
    set(${out} "${${out}}constexpr std::string_view ${name}[] = {\n${literals}};\n\n" PARENT_SCOPE)
endfunction()

set(code "// Written by embed_chart_scripts.cmake.\n#include \"publish/html_assets.hpp\"\n\nnamespace kohort {\n\n")
set(scripts "")
foreach(package IN LISTS PACKAGES)
    set(folder ${FOLDER}/node_modules/${package})
    string(MAKE_C_IDENTIFIER "${package}" name)
    append_pieces(${folder}/build/${package}.min.js code program_${name})
    file(READ ${folder}/package.json about)
    string(JSON version GET "${about}" version)
    file(READ ${folder}/LICENSE licence)
    string(APPEND scripts "    {\"${package} ${version}\", program_${name}, R\"licence(${licence})licence\"},\n")
endforeach()
if(scripts)
    string(APPEND code "constexpr chart_script scripts[] = {\n${scripts}};\n\n"
           "std::span<const chart_script> chart_scripts() noexcept { return scripts; }\n")
else()
    string(APPEND code "std::span<const chart_script> chart_scripts() noexcept { return {}; }\n")
endif()
string(APPEND code "\n} // namespace kohort\n")
file(WRITE "${OUTPUT}" "${code}")
