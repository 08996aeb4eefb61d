#include "catalog/compiler/compile.hpp"

#include "catalog/compiler/commands.hpp"
#include "catalog/compiler/flags.hpp"
#include "catalog/compiler/image_writer.hpp"
#include "catalog/compiler/naming.hpp"

namespace rasctl::catalog::compiler {

Result<std::vector<std::byte>> compile(const std::vector<Document>& documents, const Tree& tree,
                                       Strictness strictness) {
    auto description = read_openapi(documents);
    if (!description) return description.error();
    name_operations(tree, *description);
    if (auto derived = derive_flags(tree, *description); !derived) return derived.error();
    auto commands = gather_commands(tree, *description, strictness == Strictness::build);
    if (!commands) return commands.error();
    return write_image(tree, *description, *commands);
}

}  // namespace rasctl::catalog::compiler
