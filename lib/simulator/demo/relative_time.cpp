#include "simulator/demo/relative_time.hpp"

#include <string>

#include "text/moment.hpp"

namespace rasctl::simulator {

void resolve_relative_times(json::Value& value, std::int64_t now) {
    if (value.is_object()) {
        for (json::Member& member : value.as_object()) resolve_relative_times(member.value, now);
    } else if (value.is_array()) {
        for (json::Value& element : value.as_array()) resolve_relative_times(element, now);
    } else if (value.is_string()) {
        const std::string& text = value.as_string();
        if (!is_relative_moment(text) || text.find_first_of("+-") == std::string::npos) return;
        if (const auto meant = parse_moment(text, Moment{now, 0})) value = moment_text(*meant);
    }
}

}  // namespace rasctl::simulator
