# The programs that draw the charts of web pages, from npm, at pinned versions; nothing is fetched without KOHORT_HTML.

set(chart_scripts_source ${CMAKE_CURRENT_BINARY_DIR}/chart_scripts.cpp)
set(embed_chart_scripts ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_chart_scripts.cmake)
set(chart_packages "")
set(npm_folder ${CMAKE_CURRENT_BINARY_DIR}/npm)
set(npm_done ${npm_folder}/node_modules/.package-lock.json)
if(KOHORT_HTML)
    set(chart_packages vega vega-lite vega-embed)
    find_program(KOHORT_NPM npm REQUIRED DOC "Package manager of Node, for KOHORT_HTML")
    file(MAKE_DIRECTORY ${npm_folder})
    configure_file(cmake/chart_packages.json ${npm_folder}/package.json COPYONLY)
    add_custom_command(
        OUTPUT ${npm_done}
        COMMAND ${KOHORT_NPM} install --no-audit --no-fund --ignore-scripts --loglevel=error
        DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/cmake/chart_packages.json
        WORKING_DIRECTORY ${npm_folder}
        COMMENT "Fetching Vega-Lite"
        VERBATIM)
else()
    set(npm_done "")
endif()
add_custom_command(
    OUTPUT ${chart_scripts_source}
    COMMAND ${CMAKE_COMMAND} -D FOLDER=${npm_folder} -D "PACKAGES=${chart_packages}" -D OUTPUT=${chart_scripts_source} -P
            ${embed_chart_scripts}
    DEPENDS ${npm_done} ${embed_chart_scripts}
    VERBATIM)
