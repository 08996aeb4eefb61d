// An earlier document that the farm is compared with.
#pragma once

#include <string>

#include "commands/run/context.hpp"
#include "inventory/comparison.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

struct FormerDocument {
    json::Value document;
    std::string named;  // "farm.json"
};

// Reads it from a file, or stdin for "-". What is no inventory is refused here, before the farm is asked.
Result<FormerDocument> read_former_document(Context& context, const std::string& file);

}  // namespace rasctl::commands
