#include "json/path_step.hpp"

namespace rasctl::json {

std::string path_step(std::string_view name) {
    std::string step;
    for (const char c : name) {
        if (c == '.' || c == '\\') step += '\\';
        step += c;
    }
    return step;
}

std::string take_step(std::string_view& path) {
    std::string name;
    std::size_t at = 0;
    for (; at < path.size() && path[at] != '.'; ++at) {
        const bool escaped =
            path[at] == '\\' && at + 1 < path.size() && (path[at + 1] == '.' || path[at + 1] == '\\');
        at += escaped ? 1 : 0;
        name += path[at];
    }
    path = at < path.size() ? path.substr(at + 1) : std::string_view{};
    return name;
}

}  // namespace rasctl::json
