# agglo_embed(TARGET): makes the console (web/dist) and the OpenAPI components part of the library.
function(agglo_embed target)
    set(made ${CMAKE_BINARY_DIR}/embedded)
    set(dist ${CMAKE_SOURCE_DIR}/web/dist)
    set(components ${CMAKE_SOURCE_DIR}/src/api/openapi_components.json)
    # tools/build_web writes the stamp when the console is built; without a console the binary carries none.
    set(stamp ${dist}/.agglo-inputs)
    if(NOT EXISTS ${stamp})
        set(stamp ${components})
    endif()
    add_custom_command(
        OUTPUT ${made}/embedded.cpp ${made}/embedded_bytes.S
        COMMAND ${CMAKE_COMMAND} -D DIST=${dist} -D COMPONENTS=${components} -D MADE=${made}
                -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        DEPENDS ${components} ${stamp} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        COMMENT "Embedding the console")
    target_sources(${target} PRIVATE ${made}/embedded.cpp ${made}/embedded_bytes.S)
endfunction()
