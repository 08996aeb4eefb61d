// The image and the tree that catalogc made, as read-only data of the program.
#include "catalog/built_in.hpp"

#include "catalog/catalog.hpp"

asm(".pushsection .rodata, \"a\"\n"
    ".balign 16\n"
    "rasctl_image_begin:\n"
    ".incbin \"" RASCTL_IMAGE_FILE
    "\"\n"
    "rasctl_image_end:\n"
    ".balign 16\n"
    "rasctl_tree_begin:\n"
    ".incbin \"" RASCTL_TREE_FILE
    "\"\n"
    "rasctl_tree_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const std::byte rasctl_image_begin[], rasctl_image_end[];
extern const char rasctl_tree_begin[], rasctl_tree_end[];
}

namespace rasctl::catalog {

const Catalog& Catalog::built_in() {
    static const Catalog catalog{std::span<const std::byte>(rasctl_image_begin, rasctl_image_end)};
    return catalog;
}

std::string_view built_in_tree() {
    return {rasctl_tree_begin, static_cast<std::size_t>(rasctl_tree_end - rasctl_tree_begin)};
}

}  // namespace rasctl::catalog
