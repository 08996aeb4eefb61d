# How every target of the project is compiled.
find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()
# -O3 makes the programs larger and a tenth slower to build, and no faster.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

add_library(rasctl_options INTERFACE)
target_compile_options(rasctl_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fno-omit-frame-pointer)
# GCC 12 takes every "text" + std::string for an overlapping copy once it optimizes (GCC bug 105651).
target_compile_options(rasctl_options INTERFACE
    $<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>>:-Wno-restrict>)
if((RASCTL_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Debug") AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 raises these falsely once it inlines coroutines, variants and Catch; plain Debug builds keep them as errors.
    target_compile_options(rasctl_options INTERFACE
        -Wno-error=maybe-uninitialized -Wno-error=restrict -Wno-error=stringop-overflow
        -Wno-error=stringop-overread -Wno-error=array-bounds -Wno-error=free-nonheap-object
        -Wno-error=dangling-pointer -Wno-error=null-dereference -Wno-error=nonnull
        -Wno-error=mismatched-new-delete)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # Clang counts this as part of -Wconversion, GCC does not.
    target_compile_options(rasctl_options INTERFACE -Wno-sign-conversion)
endif()
target_include_directories(rasctl_options INTERFACE ${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR})
target_compile_definitions(rasctl_options INTERFACE RASCTL_VERSION="${PROJECT_VERSION}")
if(RASCTL_SANITIZE)
    # Everything, not only our targets: a C++ library compiled without would hide its share of the errors.
    add_compile_options(-fsanitize=${RASCTL_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${RASCTL_SANITIZE})
    if(RASCTL_SANITIZE MATCHES "thread")
        # GCC has no TSan model of std::atomic_thread_fence, which Asio uses around its own locks.
        target_compile_options(rasctl_options INTERFACE -Wno-error=tsan)
        add_compile_options(-Wno-tsan)
    endif()
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/reports)
    add_library(rasctl_sanitizer_options OBJECT ${CMAKE_CURRENT_LIST_DIR}/sanitizer_options.cpp)
    target_compile_definitions(rasctl_sanitizer_options PRIVATE
        RASCTL_SANITIZER_REPORTS="${CMAKE_BINARY_DIR}/reports")
    link_libraries(rasctl_sanitizer_options)
else()
    add_compile_options(-fstack-protector-strong -ffunction-sections -fdata-sections)
    add_link_options(-Wl,-z,relro,-z,now -Wl,--gc-sections)
    if(CMAKE_BUILD_TYPE STREQUAL "Release")
        add_compile_definitions(_FORTIFY_SOURCE=2)
    endif()
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(MOLD mold)
# A cross compiler does not find it.
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_CROSSCOMPILING)
    add_link_options(-fuse-ld=mold)
endif()

if(RASCTL_STATIC_LIBRARIES AND NOT RASCTL_SANITIZE)
    add_link_options(-static-libstdc++ -static-libgcc)
endif()

# Three quarters of a compilation is reading headers, nearly all of them the standard library's, fmt's and Boost's: they
# are read once for all modules. A module that speaks to the network takes the larger set.
option(RASCTL_PRECOMPILED_HEADERS "Read the headers of the libraries once" ON)

# rasctl_precompiled(TARGET STANDARD|NETWORK): the sources of a target start from one of the sets of lib/precompiled.
function(rasctl_precompiled target set)
    if(RASCTL_PRECOMPILED_HEADERS)
        string(TOLOWER ${set} set)
        target_precompile_headers(${target} REUSE_FROM rasctl_${set}_headers)
    endif()
endfunction()

# rasctl_module(NAME [NETWORK] [LIBRARIES...]): one folder, one static library called rasctl_NAME. The sources are the
# .cpp files of the folder and of those within; they start from lib/precompiled, with its network set where asked.
function(rasctl_module name)
    cmake_parse_arguments(PARSE_ARGV 1 module "NETWORK" "" "")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    add_library(rasctl_${name} STATIC ${sources})
    target_link_libraries(rasctl_${name} PUBLIC rasctl_options ${module_UNPARSED_ARGUMENTS})
    if(TARGET rasctl_network_headers)
        if(module_NETWORK)
            rasctl_precompiled(rasctl_${name} NETWORK)
        else()
            rasctl_precompiled(rasctl_${name} STANDARD)
        endif()
    endif()
endfunction()
