# The toolchain of the preset arm64: Debian's cross compiler, and the libraries that arm64-libraries unpacked.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(RASCTL_TRIPLE aarch64-linux-gnu)
set(RASCTL_ARCHITECTURE arm64)
set(CMAKE_C_COMPILER ${RASCTL_TRIPLE}-gcc)
set(CMAKE_CXX_COMPILER ${RASCTL_TRIPLE}-g++)
# Characters have a sign here as on x86-64, where every test runs.
set(CMAKE_CXX_FLAGS_INIT -fsigned-char)

# CMake tries the compiler in folders of its own.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES RASCTL_SYSROOT)
set(CMAKE_SYSROOT ${RASCTL_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
