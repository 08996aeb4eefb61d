// The image and the tree that catalogc made, as read-only data of the program.
#include "catalog/built_in.hpp"

#include <span>

#include "catalog/catalog.hpp"
#include "embedding/embedded_file.hpp"

RASCTL_EMBED(image, RASCTL_IMAGE_FILE);
RASCTL_EMBED(tree, RASCTL_TREE_FILE);

namespace rasctl::catalog {

const Catalog& Catalog::built_in() {
    static const Catalog catalog{std::as_bytes(std::span(RASCTL_EMBEDDED(image)))};
    return catalog;
}

std::string_view built_in_tree() {
    return RASCTL_EMBEDDED(tree);
}

}  // namespace rasctl::catalog
