# The habits of the house as tests and build steps: tools/tidy with its own test, the glossary, the
# console's unit and browser tests, and, with AGGLO_CHECK_HEADERS (preset clang), an object made of
# every header alone.
option(AGGLO_CHECK_HEADERS "Compile every header of src/ by itself" OFF)

if(AGGLO_TESTS)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    add_test(NAME tidy COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/tidy)
    add_test(NAME tidy.itself COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/tidy_test.py)
    add_test(NAME glossary
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/glossary --check)
    add_test(NAME builtins
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/builtins --check)
    find_program(AGGLO_NPM npm REQUIRED)
    add_test(NAME web.unit COMMAND ${AGGLO_NPM} run --silent test
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web)
    if(TARGET agglo)
        find_program(AGGLO_NODE node REQUIRED)
        add_test(NAME browser
            COMMAND ${AGGLO_NODE} --test ${CMAKE_SOURCE_DIR}/tests/browser/console.test.mjs
            WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
        set_tests_properties(browser PROPERTIES TIMEOUT 1200
            ENVIRONMENT "AGGLO_BIN=$<TARGET_FILE:agglo>")
    endif()
endif()

function(agglo_check_headers)
    file(GLOB modules RELATIVE ${CMAKE_SOURCE_DIR}/src CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*)
    foreach(module IN LISTS modules)
        file(GLOB_RECURSE headers RELATIVE ${CMAKE_SOURCE_DIR}/src CONFIGURE_DEPENDS
            ${CMAKE_SOURCE_DIR}/src/${module}/*.h)
        set(units "")
        foreach(header IN LISTS headers)
            set(unit ${CMAKE_BINARY_DIR}/headers/${header}.cpp)
            file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"${header}\"\n")
            list(APPEND units ${unit})
        endforeach()
        if(units)
            add_library(headers_${module} OBJECT ${units})
            target_link_libraries(headers_${module} PRIVATE agglo_${module})
            set_target_properties(headers_${module} PROPERTIES CXX_CLANG_TIDY "")
        endif()
    endforeach()
endfunction()

if(AGGLO_CHECK_HEADERS)
    agglo_check_headers()
endif()
