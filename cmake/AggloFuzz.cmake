# With AGGLO_FUZZ (preset fuzz, clang only): a program of every fuzz/NAME_fuzz.cpp. Those of the
# language and of HTTP stand on their modules alone, so that they are built in a fraction of the time.
option(AGGLO_FUZZ "Build the fuzzers" OFF)

if(AGGLO_FUZZ)
    file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fuzz/*_fuzz.cpp)
    foreach(source IN LISTS fuzzers)
        get_filename_component(name ${source} NAME_WE)
        add_executable(${name} ${source})
        if(name MATCHES "^(feel|dmn|http)_")
            target_link_libraries(${name} PRIVATE agglo_${CMAKE_MATCH_1})
        elseif(name MATCHES "^columns_")
            find_package(GTest REQUIRED)
            target_link_libraries(${name} PRIVATE agglo_query GTest::gtest)
        else()
            target_link_libraries(${name} PRIVATE agglo_api agglo_verifier)
        endif()
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        set_target_properties(${name} PROPERTIES
            RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzzers)
        list(APPEND names ${name})
    endforeach()
    add_custom_target(fuzzers DEPENDS ${names})
endif()
