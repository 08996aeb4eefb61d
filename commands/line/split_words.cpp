#include "commands/line/split_words.hpp"

#include <fmt/format.h>

#include <utility>

namespace rasctl::commands {

Result<std::vector<std::string>> split_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool open = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote)
                quote = 0;
            else if (c == '\\' && quote == '"' && i + 1 < text.size() &&
                     (text[i + 1] == '"' || text[i + 1] == '\\'))
                word += text[++i];
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
            open = true;
        } else if (c == '\\' && i + 1 < text.size()) {
            word += text[++i];
            open = true;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (open || !word.empty()) words.push_back(std::exchange(word, {}));
            open = false;
        } else {
            word += c;
        }
    }
    if (quote != 0)
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot split the words",
                     .why = fmt::format("a {} is not closed", quote)};
    if (open || !word.empty()) words.push_back(std::move(word));
    return words;
}

}  // namespace rasctl::commands
