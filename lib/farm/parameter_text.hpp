// Values as OpenAPI writes them into queries, forms, headers and cookies ("style" and "explode").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

// Percent-encodes all but RFC 3986 unreserved characters.
std::string percent_encode(std::string_view text);

// One "name=text" of a query or form, both encoded.
struct EncodedPair {
    std::string name;
    std::string text;
};

// The pairs that carry the value; none for an empty list. What a style has no form for, a list in a list or
// an object in an object, is written as JSON.
std::vector<EncodedPair> encoded_pairs(std::string_view name, const json::Value& value, catalog::Style style);

// A target as it stands in its path. The elements of a list are typed with commas between them.
std::string path_text(const catalog::Field& parameter, std::string_view target);

// The value in a header, by the style "simple": elements with commas, members as "name,value" or, apart, as
// "name=value".
std::string header_text(const json::Value& value, catalog::Style style);

}  // namespace rasctl::farm
