#include "commands/completion/complete_typed.hpp"

#include <utility>

namespace rasctl::commands {
namespace {

constexpr std::string_view bash_special = " \t!\"#$&'()*;<>?[\\]^`{|}";
constexpr std::string_view powershell_special = " \t\"'`$(){};,|&<>@#";

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Takes the characters one after the other and keeps what a shell would know at each.
class LineReader {
  public:
    LineReader(LineShell shell, std::string_view breaks) : shell_(shell), breaks_(breaks) {}

    void take(std::string_view line) {
        const char escape = shell_ == LineShell::powershell ? '`' : '\\';
        for (std::size_t i = 0; i < line.size(); ++i) {
            const char c = line[i];
            const char next = i + 1 < line.size() ? line[i + 1] : '\0';
            if (typed_.open_quote != 0) {
                i += take_quoted(c, next, escape);
            } else if (c == '\'' || c == '"') {
                begin();
                typed_.open_quote = c;
                quote_at_ = word_.size();
            } else if (c == escape) {
                begin();
                if (next == '\0') continue;
                word_ += next;
                ++i;
            } else if (is_blank(c)) {
                end_word();
            } else {
                typed_.tilde = typed_.tilde || (c == '~' && !begun_);
                begin();
                word_ += c;
                if (breaks_.find(c) != std::string_view::npos) break_at_ = word_.size();
            }
        }
    }

    TypedLine finish() {
        typed_.kept = typed_.open_quote != 0 ? quote_at_ : break_at_;
        // PowerShell puts a value in place of the whole word, its quotes with it.
        if (shell_ == LineShell::powershell) typed_.kept = 0;
        typed_.words.push_back(std::move(word_));
        return std::move(typed_);
    }

  private:
    void begin() { begun_ = true; }

    // Answers how many characters were taken besides this one.
    std::size_t take_quoted(char c, char next, char escape) {
        const bool doubled = shell_ == LineShell::powershell && c == typed_.open_quote && next == c;
        const bool escaped =
            typed_.open_quote == '"' && c == escape &&
            (shell_ == LineShell::powershell
                 ? next != '\0'
                 : next != '\0' && std::string_view("\"\\$`").find(next) != std::string_view::npos);
        if (doubled || escaped) {
            word_ += next;
            return 1;
        }
        if (c == typed_.open_quote)
            typed_.open_quote = 0;
        else
            word_ += c;
        return 0;
    }

    void end_word() {
        if (begun_) typed_.words.push_back(std::exchange(word_, {}));
        begun_ = false;
        break_at_ = 0;
        typed_.tilde = false;
    }

    LineShell shell_;
    std::string_view breaks_;
    TypedLine typed_;
    std::string word_;
    bool begun_ = false;
    std::size_t break_at_ = 0;
    std::size_t quote_at_ = 0;
};

std::string with_backslashes(std::string_view text, std::string_view special) {
    std::string out;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string with_each(std::string_view text, char what, std::string_view replacement) {
    std::string out;
    for (const char c : text) {
        if (c == what)
            out += replacement;
        else
            out += c;
    }
    return out;
}

std::string quoted_for_bash(const TypedLine& typed, std::string_view rest) {
    if (typed.open_quote == '\'') return with_each(rest, '\'', "'\\''");
    if (typed.open_quote == '"') return with_backslashes(rest, "\"\\$`");
    std::string out = with_backslashes(rest, bash_special);
    if (typed.kept == 0 && out.starts_with('~') && !typed.tilde) out.insert(0, "\\");
    return out;
}

std::string quoted_for_powershell(const TypedLine& typed, std::string_view value) {
    const bool plain = typed.open_quote == 0 &&
                       value.find_first_of(powershell_special) == std::string_view::npos && !value.empty();
    return plain ? std::string(value) : "'" + with_each(value, '\'', "''") + "'";
}

}  // namespace

TypedLine read_typed_line(LineShell shell, std::string_view line, std::string_view breaks) {
    LineReader reader(shell, breaks);
    reader.take(line);
    return reader.finish();
}

std::string quoted_for(LineShell shell, const TypedLine& typed, std::string_view value) {
    if (shell == LineShell::none) return std::string(value);
    if (value.size() < typed.kept) return {};
    if (shell == LineShell::powershell) return quoted_for_powershell(typed, value);
    return quoted_for_bash(typed, value.substr(typed.kept));
}

}  // namespace rasctl::commands
