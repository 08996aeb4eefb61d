// The fields of a noun's objects, gathered from its commands: what they show and what they take.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

struct NounField {
    std::string path;  // on the wire, nested ones with dots
    catalog::Field field;
    std::string flag{};                      // without dashes; empty when no command takes it
    std::vector<std::string> verbs{};        // of the commands that show or take it
    std::vector<std::string> required_by{};  // of the commands that need it
};

// In the order in which the objects show them, then what only flags have. With a verb, only that command's.
std::vector<NounField> fields_of_noun(const catalog::Catalog& catalog, const std::string& noun,
                                      const std::string& verb = {});

// The field of that path without regard to letter case, or of that flag ("max-sessions"); null for none.
const NounField* find_field(const std::vector<NounField>& fields, std::string_view text);

// "integer", "list of string", "AgentState".
std::string type_text(const catalog::Type& type);

// The default as a person would type it; empty for none.
std::string default_text(const catalog::Field& field);

}  // namespace rasctl::commands
