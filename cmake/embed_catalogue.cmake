# cmake -D "FILES=..;.." -D OUTPUT=... -P embed_catalogue.cmake: writes JSON files as C++ string literals.
# A literal is at most as long as every compiler takes one, and ends with a line: no letter is torn apart.

set(longest_literal 12000)

# literals_of(TEXT OUT): the text as a list of raw string literals.
function(literals_of text out)
    set(literals "")
    string(LENGTH "${text}" left)
    while(left GREATER 0)
        string(SUBSTRING "${text}" 0 ${longest_literal} piece)
        if(left GREATER longest_literal)
            string(FIND "${piece}" "\n" last_newline REVERSE)
            if(last_newline EQUAL -1)
                message(FATAL_ERROR "a line of the catalogue is longer than ${longest_literal} bytes")
            endif()
            math(EXPR length "${last_newline} + 1")
            string(SUBSTRING "${piece}" 0 ${length} piece)
        endif()
        string(LENGTH "${piece}" length)
        string(APPEND literals "    R\"catalogue(${piece})catalogue\",\n")
        string(SUBSTRING "${text}" ${length} -1 text)
        string(LENGTH "${text}" left)
    endwhile()
    set(${out} "${literals}" PARENT_SCOPE)
endfunction()

# append_document(FILE OUT NAME): an array of literals called NAME is appended to OUT.
function(append_document file out name)
    file(READ "${file}" text)
    literals_of("${text}" literals)
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
