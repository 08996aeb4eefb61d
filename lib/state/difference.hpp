// What differs between what is and what somebody wants.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/value.hpp"
#include "state/document.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// A field that differs; nothing on the side that does not have it.
struct FieldChange {
    std::string path;  // below spec: "fslogix.profile-container.enabled"
    std::optional<json::Value> before{}, after{};
};

enum class Act { create, update, remove };

struct Change {
    Act act = Act::update;
    Key key{};
    std::string previous_name{};
    std::vector<FieldChange> fields{};
    const Document* before = nullptr;
    const Document* after = nullptr;
};

// "create", "update", "delete".
std::string_view word_of(Act act);

// What a document leaves out.
enum class Absence {
    means_nothing,  // apply leaves it as it is
    means_gone      // two exports are compared: it was there
};

// Fields that differ. `${NAME}` after is a secret, which cannot be compared.
std::vector<FieldChange> compare(const json::Object& before, const json::Object& after, Absence absence);

// Whether what is there is what is wanted, as far as that says: maps may hold more.
bool is_met(const json::Value& before, const json::Value& wanted);

// What leads from the documents before to those after, in the order of those after; what is only before comes
// last, as deletions, when `removes` says so. previousName finds the one that is to be renamed.
std::vector<Change> compare(const std::vector<Document>& before, const std::vector<Document>& after,
                            Absence absence, bool removes);

// One object a change: {change, kind, site, name, fields: [{path, old, new}]}, and its occurrence where
// several have the name.
json::Value to_json(const Change& change);

// A value as one line.
std::string shown_value(const json::Value& value);

// Whether a text is "${NAME}" alone.
bool is_placeholder(const json::Value& value);

}  // namespace rasctl::state
