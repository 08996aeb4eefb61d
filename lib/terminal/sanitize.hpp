// Making text that others wrote (a server above all) safe to put on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::terminal {

enum class LineEnds {
    escape,  // for a name, a cell, one line: LF and TAB are shown as \n and \t
    keep     // for text of several lines: LF and TAB stay
};

// Shows as visible escapes what a terminal would obey instead of show, or what makes text read other than it
// is: C0 controls, DEL and C1 controls (\x1b, \u009b), bidirectional marks, overrides and isolates (\u202e;
// see CVE-2021-42574), line and paragraph separators, interlinear annotations, characters of no width (but
// variation selectors, and joiners within scripts and emoji that need them), and bytes that are no UTF-8
// (\xff). The rest, and a backslash, stays as it is, so the result is for reading, not for parsing.
std::string sanitize(std::string_view text, LineEnds line_ends = LineEnds::escape);

// Whether sanitize() would change anything.
bool is_safe(std::string_view text, LineEnds line_ends = LineEnds::escape);

}  // namespace rasctl::terminal
