#include "simulator/model/http_message.hpp"

#include <algorithm>

namespace rasctl::simulator {

std::string percent_decode(std::string_view text, bool plus_is_space) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            result += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            result += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return result;
}

NamedTexts Request::query() const {
    NamedTexts result;
    const auto mark = target.find('?');
    std::string_view rest =
        mark == std::string::npos ? std::string_view{} : std::string_view(target).substr(mark + 1);
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        result.emplace_back(percent_decode(pair.substr(0, equals), true), percent_decode(value, true));
    }
    return result;
}

std::string_view Request::header(std::string_view name) const {
    const auto found = std::ranges::find_if(
        headers, [&](const auto& header) { return equal_ignoring_case(header.first, name); });
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string Response::whole_body() const {
    std::string result = body;
    if (pieces) {
        while (pieces(result)) {
        }
    }
    return result;
}

}  // namespace rasctl::simulator
