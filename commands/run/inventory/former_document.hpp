// An earlier state of the farm that it is compared with: a document, or an export.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "inventory/comparison.hpp"
#include "json/value.hpp"
#include "state/document.hpp"

namespace rasctl::commands {

struct FormerDocument {
    std::string named;       // "farm.json"
    json::Value document{};  // of an inventory
    bool is_export = false;
    std::vector<state::Document> exported{};
};

// Reads an inventory from a file, or stdin for "-"; or an export from a folder or a file of YAML. What is
// neither is refused here, before the farm is asked.
Result<FormerDocument> read_former_document(Context& context, const std::string& place);

// Puts into the document what has changed. An export is compared with the objects that it holds the kinds of,
// which are read once more, as export reads them.
boost::asio::awaitable<Result<>> compare_with_former(Context& context, const FormerDocument& former,
                                                     inventory::Document& document);

}  // namespace rasctl::commands
