# cmake -D "FILES=..;.." -D OUTPUT=... -P embed_catalogue.cmake: writes JSON files as C++ string literals.

include(${CMAKE_CURRENT_LIST_DIR}/raw_literals.cmake)

# append_document(FILE OUT NAME): an array of literals called NAME is appended to OUT.
function(append_document file out name)
    file(READ "${file}" text)
    raw_literals("${text}" catalogue "\n" literals)
    string(APPEND ${out} "constexpr std::string_view ${name}[] = {\n${literals}};\n\n")
    set(${out} "${${out}}" PARENT_SCOPE)
endfunction()

set(code "// Written by embed_catalogue.cmake.\n#include \"indicator/catalogue_texts.hpp\"\n\nnamespace kohort {\nnamespace {\n\n")
set(definitions "")
set(systems "")
foreach(file IN LISTS FILES)
    get_filename_component(name "${file}" NAME_WE)
    string(MAKE_C_IDENTIFIER "text_of_${name}" name)
    append_document("${file}" code ${name})
    if(name MATCHES "^text_of_without_indicator")
        string(APPEND systems "${name}, ")
    else()
        string(APPEND definitions "${name}, ")
    endif()
endforeach()
string(APPEND code
       "constexpr text_pieces definitions[] = {${definitions}};\n"
       "constexpr text_pieces systems[] = {${systems}};\n\n"
       "} // namespace\n\n"
       "std::span<const text_pieces> catalogue_definition_texts() noexcept { return definitions; }\n"
       "std::span<const text_pieces> catalogue_system_texts() noexcept { return systems; }\n\n} // namespace kohort\n")
file(WRITE "${OUTPUT}" "${code}")
