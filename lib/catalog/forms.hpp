// Objects that have one of several forms ("oneOf", "anyOf"): what each form needs, and the words that tell
// it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

inline constexpr std::string_view annotation_forms = "forms";

struct Form {
    std::vector<std::string> words, required;
};
// An object has one of them. `told_by` is the field whose word says which, empty where none does.
struct Forms {
    std::string told_by;
    std::vector<Form> forms;
};

// The forms of the schema's objects, once for each choice; none for most schemas.
std::vector<Forms> forms_of(const Schema& schema);

// As annotations hold them; empty for none.
std::string written(const std::vector<Forms>& choices);

}  // namespace rasctl::catalog
