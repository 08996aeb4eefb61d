// Files of the source tree as read-only data of the program: nothing has to be found or read at start.
#pragma once

#include <string_view>

// Puts the file at `path`, a string literal, into the program under this name. At namespace scope, once a
// name; the build file says that the object depends on the file.
// Hidden, so that no table of addresses stands between: GNU ld 2.40 for arm64 makes one entry of both ends.
#define RASCTL_EMBED(name, path)                                                          \
    asm(".pushsection .rodata, \"a\"\n"                                                   \
        ".balign 16\n"                                                                    \
        "rasctl_embedded_" #name                                                          \
        "_begin:\n"                                                                       \
        ".incbin \"" path                                                                 \
        "\"\n"                                                                            \
        "rasctl_embedded_" #name                                                          \
        "_end:\n"                                                                         \
        ".byte 0\n"                                                                       \
        ".popsection\n");                                                                 \
    extern "C" [[gnu::visibility("hidden")]] const char rasctl_embedded_##name##_begin[], \
        rasctl_embedded_##name##_end[]

// The text of a file embedded under this name.
#define RASCTL_EMBEDDED(name) std::string_view(rasctl_embedded_##name##_begin, rasctl_embedded_##name##_end)
