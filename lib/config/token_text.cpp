#include "config/token_text.hpp"

#include "config/setting.hpp"

namespace rasctl::config {
namespace {

constexpr std::string_view mark = "rasctl-token 1 ";
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

}  // namespace

terminal::Secret encode_token(const StoredToken& token) {
    terminal::Secret text{mark};
    text.append(std::to_string(token.obtained));
    text.append(" ");
    const bool has_session = !token.session_id.empty() && token.session_id.find(' ') == std::string::npos;
    text.append(has_session ? std::string_view(token.session_id) : no_session);
    text.append(" ");
    text.append(token.token.expose());
    return text;
}

std::optional<StoredToken> decode_token(std::string_view text) {
    if (!text.starts_with(mark)) return std::nullopt;
    text.remove_prefix(mark.size());
    const auto obtained = next_word(text);
    const auto session = next_word(text);
    const auto seconds = obtained ? parse_integer(*obtained) : std::nullopt;
    if (!session || !seconds || text.empty()) return std::nullopt;
    return StoredToken{terminal::Secret(text), *seconds, std::string(*session == no_session ? "" : *session)};
}

}  // namespace rasctl::config
