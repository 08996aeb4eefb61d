#include "json/element_builder.hpp"

#include <charconv>
#include <cstdint>
#include <cstring>

namespace rasctl::json {
namespace {

class Building {
  public:
    explicit Building(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

    Value value() {
        switch (*at_) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return Value(string());
            case 't':
                at_ += 4;
                return Value(true);
            case 'f':
                at_ += 5;
                return Value(false);
            case 'n':
                at_ += 4;
                return Value();
            default:
                return number();
        }
    }

  private:
    void skip_blanks() {
        while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
    }

    Value object() {
        Object made;
        ++at_;
        skip_blanks();
        if (*at_ == '}') {
            ++at_;
            return Value(std::move(made));
        }
        do {
            std::string name = string();
            skip_blanks();
            ++at_;
            skip_blanks();
            made.append(std::move(name), value());
        } while (more());
        return Value(std::move(made));
    }

    Value array() {
        Array made;
        ++at_;
        skip_blanks();
        if (*at_ == ']') {
            ++at_;
            return Value(std::move(made));
        }
        // Pairs, above all: names and their IDs.
        made.reserve(2);
        do {
            made.push_back(value());
        } while (more());
        return Value(std::move(made));
    }

    // Whether another element follows; the closing bracket is stepped over, what is behind it is not looked
    // at.
    bool more() {
        skip_blanks();
        if (*at_++ != ',') return false;
        skip_blanks();
        return true;
    }

    std::string string() {
        const char* const begin = ++at_;
        at_ = closing_quote(begin);
        return unescaped({begin, at_++});
    }

    // The next quote with an even number of backslashes before it. The text is known to have one.
    const char* closing_quote(const char* const begin) const {
        for (const char* from = begin;;) {
            const auto* quote =
                static_cast<const char*>(std::memchr(from, '"', static_cast<std::size_t>(end_ - from)));
            const char* escape = quote;
            while (escape != begin && escape[-1] == '\\') --escape;
            if ((quote - escape) % 2 == 0) return quote;
            from = quote + 1;
        }
    }

    Value number() {
        const char* const begin = at_;
        const auto is_part = [](char c) {
            return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
        };
        while (at_ != end_ && is_part(*at_)) ++at_;
        return Value(Number{std::string(begin, at_)});
    }

    const char* at_;
    const char* end_;
};

void append_utf8(std::string& text, std::uint32_t code) {
    const auto add = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto tail = [&](unsigned shift) { add(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        add(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::uint32_t unit_of(std::string_view digits) {
    std::uint32_t unit = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    return unit;
}

}  // namespace

Value built(std::string_view text) {
    switch (text.front()) {
        case '{':
        case '[':
        case 't':
        case 'f':
        case 'n':
            return Building(text).value();
        case '"':
            return Value(unescaped(text.substr(1, text.size() - 2)));
        default:
            return Value(Number{std::string(text)});
    }
}

std::string unescaped(std::string_view text) {
    std::string made(text.substr(0, text.find('\\')));
    for (std::size_t i = made.size(); i < text.size(); ++i) {
        if (text[i] != '\\') {
            made += text[i];
            continue;
        }
        const char kind = text[++i];
        constexpr std::string_view kinds = "bfnrt", controls = "\b\f\n\r\t";
        if (const auto known = kinds.find(kind); known != std::string_view::npos) {
            made += controls[known];
        } else if (kind != 'u') {
            made += kind;
        } else {
            std::uint32_t code = unit_of(text.substr(i + 1, 4));
            i += 4;
            if (code >= 0xD800 && code <= 0xDBFF) {
                code = 0x10000 + ((code - 0xD800) << 10U) + (unit_of(text.substr(i + 3, 4)) - 0xDC00);
                i += 6;
            }
            append_utf8(made, code);
        }
    }
    return made;
}

}  // namespace rasctl::json
