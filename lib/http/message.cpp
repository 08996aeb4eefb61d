#include "http/message.hpp"

#include <algorithm>

#include "http/shown_text.hpp"

namespace rasctl::http {

bool same_ignoring_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string_view> Response::header(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (same_ignoring_case(field, name)) return value;
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
