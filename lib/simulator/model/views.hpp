// Paths that show a table under another name: the sessions of one host, the members of a pool. What the rule
// in resources.cpp cannot derive from the path is said here.
#pragma once

#include <span>
#include <string_view>

#include "simulator/model/resources.hpp"

namespace rasctl::simulator {

inline constexpr int no_parameter = -1;

struct View {
    std::string_view method;
    std::string_view path;  // canonical
    Act act;
    std::string_view table;        // pattern
    int key = no_parameter;        // path parameter that names the row
    std::string_view filter = {};  // member that must equal the parameter below
    int filter_parameter = no_parameter;
};
std::span<const View> views();

// A prefix of a path whose next parameter is the id of a row of another table.
struct Alias {
    std::string_view path;
    std::string_view table;
};
std::span<const Alias> aliases();

// A list whose entries are shown in a member of the object above it.
struct EmbeddedList {
    std::string_view path;    // canonical path of the list; "*" before stands for any beginning
    std::string_view member;  // of the row that the path's first parameter names
    bool scalars = false;     // the member holds the bare values
};
std::span<const EmbeddedList> embedded_lists();

}  // namespace rasctl::simulator
