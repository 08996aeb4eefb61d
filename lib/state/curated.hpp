// What the catalogue cannot say of documents: commands/tree/documents.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"

namespace rasctl::state {

// Why objects of the noun, or of one above it, are in no document; empty where they are.
std::string reason_left_out(std::string_view noun);

// The member of its owner that shows a list which has no request of its own; empty for all others.
std::string place_shown(std::string_view noun);

// The kind of object (x-refers) that the entries of a list refer to, where its field does not tell.
std::string entries_refer_to(std::string_view noun);

// Whether the field names the object behind which it stands: an order, and nothing that an object needs.
bool is_ordered_behind(std::string_view field);

// The switch that leaves a part, or a field, of the object without effect while it is on; empty: none.
std::string switch_over(std::string_view part);

// Whether the field names the object in which it lies.
bool is_place_within(std::string_view field);

// Objects that others refer to (x-refers) and that lie in an owner: the nouns whose lists show them, each
// that of a part, and the member that holds the owner's ID. Documents say "OWNER/NAME" for one.
struct OwnedKind {
    std::vector<std::string> lists{};
    std::string owner{};
};
OwnedKind owned_kind(std::string_view refers);

// The members that the server finds for itself by another one beside it: the SID of an account. They are
// taken out of a document's spec, since each farm has its own.
void drop_resolved(json::Object& spec);

}  // namespace rasctl::state
