#include "config/token_text.hpp"

#include <array>

#include "config/setting.hpp"
#include "text/ascii.hpp"

namespace rasctl::config {
namespace {

constexpr std::string_view mark = "rasctl-token 1 ";
constexpr std::string_view mark_with_cookies = "rasctl-token 2 ";
// Stands for an empty session ID, because words are separated by single spaces.
constexpr std::string_view no_session = "-";

// Takes the next word away from the text; nothing when no space follows.
std::optional<std::string_view> next_word(std::string_view& text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space + 1);
    return word;
}

constexpr std::string_view escapes = "% \n";

terminal::Secret one_word(std::string_view text) {
    terminal::Secret word;
    for (const char c : text) {
        const auto which = escapes.find(c);
        constexpr std::array<std::string_view, 3> codes{"%25", "%20", "%0A"};
        word.append(which == std::string_view::npos ? std::string_view(&c, 1) : codes[which]);
    }
    return word;
}

terminal::Secret from_one_word(std::string_view word) {
    terminal::Secret text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const bool coded = word[at] == '%' && at + 2 < word.size();
        const int code = coded ? hex_value(word[at + 1]) * 16 + hex_value(word[at + 2]) : 0;
        const char c = code > 0 ? static_cast<char>(code) : word[at];
        text.append({&c, 1});
        if (code > 0) at += 2;
    }
    return text;
}

}  // namespace

terminal::Secret encode_token(const StoredToken& token) {
    const bool with_cookies = !token.cookies.empty();
    terminal::Secret text{with_cookies ? mark_with_cookies : mark};
    text.append(std::to_string(token.obtained));
    text.append(" ");
    const bool has_session = !token.session_id.empty() && token.session_id.find(' ') == std::string::npos;
    text.append(has_session ? std::string_view(token.session_id) : no_session);
    text.append(" ");
    if (with_cookies) {
        text.append(one_word(token.cookies.expose()).expose());
        text.append(" ");
    }
    text.append(token.token.expose());
    return text;
}

std::optional<StoredToken> decode_token(std::string_view text) {
    const bool with_cookies = text.starts_with(mark_with_cookies);
    if (!with_cookies && !text.starts_with(mark)) return std::nullopt;
    text.remove_prefix(mark.size());
    const auto obtained = next_word(text);
    const auto session = next_word(text);
    const auto cookies = with_cookies ? next_word(text) : std::optional<std::string_view>("");
    const auto seconds = obtained ? parse_integer(*obtained) : std::nullopt;
    if (!session || !cookies || !seconds || text.empty()) return std::nullopt;
    return StoredToken{terminal::Secret(text), *seconds, std::string(*session == no_session ? "" : *session),
                       from_one_word(*cookies)};
}

}  // namespace rasctl::config
