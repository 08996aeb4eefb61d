// What others keep for us and hand back: a credential helper's answer and a token as a line of text. The
// input is either.
#include "config/credential_answer.hpp"
#include "config/token_text.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

void check_answer(std::string_view text) {
    const auto answer = config::read_credential_answer(text);
    // A line may end in CR LF, so that a value cannot end in CR.
    if (!answer.well_formed || text.find('\r') != std::string_view::npos) return;
    for (const std::string_view value :
         {std::string_view(answer.host), std::string_view(answer.username), answer.password.value_or("")}) {
        expect(value.find_first_of(std::string_view("\n\0", 2)) == std::string_view::npos,
               "a value is a line", value);
        expect(value.empty() || text.find("=" + std::string(value)) != std::string_view::npos,
               "a value stands behind its key", value);
    }
    std::string written = "host=" + answer.host + "\nusername=" + answer.username + "\n";
    if (answer.password) written += "password=" + std::string(*answer.password) + "\n";
    const auto again = config::read_credential_answer(written);
    expect(again.well_formed && again.host == answer.host && again.username == answer.username &&
               again.password == answer.password,
           "an answer reads the same again", written);
}

void check_token(std::string_view text) {
    const auto token = config::decode_token(text);
    if (!token) return;
    expect(!token->token.empty(), "a token is not empty");
    const auto line = config::encode_token(*token);
    const auto again = config::decode_token(line.expose());
    expect(again && again->obtained == token->obtained && again->session_id == token->session_id &&
               again->token.expose() == token->token.expose(),
           "a token reads the same again", line.expose());
}

}  // namespace

void check(std::string_view input) {
    check_answer(input);
    check_token(input);
}

}  // namespace rasctl::fuzz
