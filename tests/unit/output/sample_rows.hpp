// What the tests of the output render, and a renderer that writes to a string.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "output/renderer.hpp"

namespace rasctl::output::test {

// The status objects of RD session hosts, whose schema the catalogue knows.
Shape host_status();

// What the rows (a JSON array, or any value) look like.
struct Rendering {
    std::string text;
    std::vector<std::string> warnings{};
    std::string error{};
};
Rendering render(std::string_view json, const OutputOptions& options, const Shape& shape = {});

// Only the text; the error's text where there is one.
std::string text_of(std::string_view json, const OutputOptions& options, const Shape& shape = {});

}  // namespace rasctl::output::test
