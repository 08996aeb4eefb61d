// From the API's spelling to words: "enableRDPUDP" -> "enable-rdp-udp", "Certificates" -> "certificate".
#pragma once

#include <string>
#include <string_view>

#include "catalog/compiler/tree.hpp"

namespace rasctl::catalog::compiler {

// A field, parameter or enum name in kebab-case. Acronyms stay whole; the tree's `terms` decide where letter
// case alone cannot.
std::string kebab_case(const Tree& tree, std::string_view name);

// ":cancel" of "{id}:cancel": what a parameter of a path is called is nobody's business.
std::string without_parameters(std::string_view segment);

// A path segment in kebab-case ("GenerateSelfSigned" -> "generate-self-signed").
std::string segment_words(const Tree& tree, std::string_view segment);

// The singular of the last word ("ccd-locations" -> "ccd-location").
std::string singular(const Tree& tree, std::string_view words);

}  // namespace rasctl::catalog::compiler
