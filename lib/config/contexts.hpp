// Contexts: named farms with what it takes to reach them. For update_config(), and for showing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::config {

struct ContextSummary {
    std::string name;
    bool current = false;
    std::string endpoint;
    std::string username;
    std::string site;
};

// In the order of the file.
std::vector<ContextSummary> list_contexts(const json::Object& root);
// Exit code 2 with the nearest name when there is none.
Result<const json::Object*> find_context(const json::Object& root, std::string_view name);
Result<> use_context(json::Object& root, std::string_view name);
// Also forgets that it was the current one.
Result<> delete_context(json::Object& root, std::string_view name);
// The new name must be free.
Result<> rename_context(json::Object& root, std::string_view from, std::string_view to);
// Sets the given members of a context and keeps its others; creates it when it is new. A member that is null
// is removed.
Result<> put_context(json::Object& root, std::string_view name, const json::Object& members);
// A name is letters, digits and what does not need quoting in a shell, and does not begin with "-".
Result<> check_context_name(std::string_view name);
// "no context is called ..." with what was probably meant, or which there are.
Error no_such_context(const json::Object& root, std::string_view name);

// The object called `name` at the top, created when it is missing.
json::Object& section_for_change(json::Object& root, std::string_view name);

}  // namespace rasctl::config
