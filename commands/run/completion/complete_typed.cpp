#include "commands/run/completion/complete_typed.hpp"

#include <utility>

namespace rasctl::commands {
namespace {

constexpr std::string_view bash_special = " \t!\"#$&'()*;<>?[\\]^`{|}";
constexpr std::string_view powershell_special = " \t\"'`$(){};,|&<>@#";

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The quote that a text begins with: ' or " for what it does, and its bytes. PowerShell takes typographic
// quotes (U+2018 to U+201B, U+201C to U+201E) for plain ones.
struct Quote {
    char kind = 0;
    std::size_t bytes = 0;
};

Quote quote_at(LineShell shell, std::string_view text) {
    if (text.starts_with('\'') || text.starts_with('"')) return {text.front(), 1};
    if (shell != LineShell::powershell || !text.starts_with("\xE2\x80") || text.size() < 3) return {};
    const auto last = static_cast<unsigned char>(text[2]);
    if (last >= 0x98 && last <= 0x9B) return {'\'', 3};
    if (last >= 0x9C && last <= 0x9E) return {'"', 3};
    return {};
}

// Takes the characters one after the other and keeps what a shell would know at each.
class LineReader {
  public:
    LineReader(LineShell shell, std::string_view breaks)
        : shell_(shell), breaks_(shell == LineShell::powershell ? "," : breaks) {}

    void take(std::string_view line) {
        const char escape = shell_ == LineShell::powershell ? '`' : '\\';
        for (std::size_t i = 0; i < line.size(); ++i) {
            const char c = line[i];
            const char next = i + 1 < line.size() ? line[i + 1] : '\0';
            const Quote quote = quote_at(shell_, line.substr(i));
            if (typed_.open_quote != 0) {
                i += take_quoted(line.substr(i), quote, escape);
            } else if (quote.kind != 0) {
                begin();
                typed_.open_quote = quote.kind;
                quote_at_ = word_.size();
                i += quote.bytes - 1;
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
        // PowerShell puts a value in place of the whole word, its quotes with it; of a list in place of the
        // last.
        if (shell_ == LineShell::powershell) typed_.kept = break_at_;
        typed_.words.push_back(std::move(word_));
        return std::move(typed_);
    }

  private:
    void begin() { begun_ = true; }

    // Answers how many bytes were taken besides the first.
    std::size_t take_quoted(std::string_view rest, Quote quote, char escape) {
        const char next = rest.size() > 1 ? rest[1] : '\0';
        const bool ends = quote.kind == typed_.open_quote;
        if (ends && shell_ == LineShell::powershell) {
            const Quote second = quote_at(shell_, rest.substr(quote.bytes));
            if (second.kind == quote.kind) {
                word_ += rest.substr(0, quote.bytes);
                return quote.bytes + second.bytes - 1;
            }
        }
        const bool escaped = typed_.open_quote == '"' && rest.front() == escape && next != '\0' &&
                             (shell_ == LineShell::powershell ||
                              std::string_view("\"\\$`").find(next) != std::string_view::npos);
        if (escaped) {
            word_ += next;
            return 1;
        }
        if (ends) {
            typed_.open_quote = 0;
            return quote.bytes - 1;
        }
        word_ += rest.front();
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
    // Typographic quotes and dashes mean what plain ones do; those bytes begin them all.
    const bool plain = typed.open_quote == 0 && !value.empty() &&
                       value.find_first_of(powershell_special) == std::string_view::npos &&
                       value.find("\xE2\x80") == std::string_view::npos;
    if (plain) return std::string(value);
    std::string out = "'";
    while (!value.empty()) {
        const Quote quote = quote_at(LineShell::powershell, value);
        const std::string_view piece = value.substr(0, quote.kind != 0 ? quote.bytes : 1);
        out += piece;
        if (quote.kind == '\'') out += piece;
        value.remove_prefix(piece.size());
    }
    return out + "'";
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
    if (shell == LineShell::powershell) return quoted_for_powershell(typed, value.substr(typed.kept));
    return quoted_for_bash(typed, value.substr(typed.kept));
}

}  // namespace rasctl::commands
