#include "output/delimited_text.hpp"

#include <algorithm>

#include "json/plain_run.hpp"

namespace rasctl::output {

void append_csv_field(std::string& out, std::string_view text) {
    const bool plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos &&
                       text.front() != ' ' && text.front() != '\t' && text.back() != ' ' &&
                       text.back() != '\t';
    if (plain) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_tsv_field(std::string& out, std::string_view text) {
    constexpr std::string_view escaped = "\t\n\r\\";
    constexpr std::string_view letters = "tnr\\";
    // Most texts have nothing that needs a look. In others a search for one byte takes the processor a step
    // for every 16 or 32 of them, so the bytes go one by one only where there is something to escape.
    const char* const end = text.data() + text.size();
    const bool plain = json::end_of_plain_run(text.data(), end) == end ||
                       std::ranges::none_of(escaped, [&](char c) { return text.find(c) != text.npos; });
    if (plain) {
        out += text;
        return;
    }
    for (const char c : text) {
        const auto at = escaped.find(c);
        if (at != escaped.npos) out += '\\';
        out += at == escaped.npos ? c : letters[at];
    }
}

}  // namespace rasctl::output
