#include "http/message.hpp"

#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {

std::optional<std::string_view> Response::header(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (equal_ignoring_case(field, name)) return value;
    }
    return std::nullopt;
}

std::string shown_target(const Request& request) {
    if (!request.shown_target.empty()) return shown_text(request.shown_target, 2000);
    const std::string_view target = request.target;
    const std::size_t query = target.find('?');
    if (query == std::string_view::npos) return shown_text(target, 2000);
    return shown_text(target.substr(0, query), 2000) + "?...";
}

}  // namespace rasctl::http
