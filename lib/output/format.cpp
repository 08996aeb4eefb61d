#include "output/format.hpp"

#include <algorithm>
#include <string>

#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::output {

std::string_view to_string(Format format) {
    return std::ranges::find(format_names, format, &FormatName::format)->name;
}

Result<Format> parse_format(std::string_view name) {
    std::vector<std::string_view> names;
    for (const FormatName& known : format_names) {
        if (equal_ignoring_case(name, known.name)) return known.format;
        names.push_back(known.name);
    }
    std::string all;
    for (const std::string_view known : names) all += (all.empty() ? "" : ", ") + std::string(known);
    Error error;
    error.exit_code = ExitCode::usage;
    error.what = "unknown output format \"" + std::string(name) + "\"";
    error.why = "known are " + all;
    if (const auto meant = nearest(name, names)) error.hint = "-o " + *meant;
    return error;
}

}  // namespace rasctl::output
