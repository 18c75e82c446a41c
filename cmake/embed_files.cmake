# Run by agglo_embed: writes MADE/embedded.cpp (the table) and MADE/embedded_bytes.S (the bytes, by .incbin).
file(MAKE_DIRECTORY ${MADE})
file(REMOVE_RECURSE ${MADE}/files)
file(MAKE_DIRECTORY ${MADE}/files)
set(table "")
set(names "")
set(assembly ".section .rodata\n")
set(number 0)

function(add_bytes symbol path)
    file(SIZE ${path} size)
    string(APPEND assembly ".global ${symbol}\n${symbol}:\n.incbin \"${path}\"\n.byte 0\n")
    string(APPEND names "extern \"C\" char const ${symbol}[];\n")
    set(assembly "${assembly}" PARENT_SCOPE)
    set(names "${names}" PARENT_SCOPE)
    set(size ${size} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files RELATIVE ${DIST} ${DIST}/*)
list(SORT files)
foreach(file IN LISTS files)
    if(file MATCHES "^\\." OR file MATCHES "\\.map$")
        continue()
    endif()
    set(bytes ${DIST}/${file})
    set(gzip false)
    if(file MATCHES "\\.(html|js|mjs|css|svg|json|txt|webmanifest)$")
        set(bytes ${MADE}/files/${number}.gz)
        execute_process(COMMAND gzip -9nc ${DIST}/${file} OUTPUT_FILE ${bytes} COMMAND_ERROR_IS_FATAL ANY)
        set(gzip true)
    endif()
    add_bytes(agglo_embedded_${number} ${bytes})
    string(APPEND table "    {\"${file}\", {agglo_embedded_${number}, ${size}}, ${gzip}},\n")
    math(EXPR number "${number} + 1")
endforeach()
add_bytes(agglo_embedded_components ${COMPONENTS})
set(components_size ${size})
string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")

set(span "return {};")
if(number GREATER 0)
    set(span "static EmbeddedFile const files[] = {\n${table}    };\n    return files;")
endif()
file(WRITE ${MADE}/embedded_bytes.S "${assembly}")
file(WRITE ${MADE}/embedded.cpp "#include \"api/embedded.h\"

${names}
namespace agglo {

std::span<EmbeddedFile const> embedded_console() {
    ${span}
}

std::string_view embedded_openapi_components() { return {agglo_embedded_components, ${components_size}}; }

}  // namespace agglo
")
