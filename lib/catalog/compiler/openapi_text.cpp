#include "catalog/compiler/openapi_text.hpp"

#include <algorithm>
#include <charconv>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <fmt/format.h>

#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;
using json::Value;

// The size of the tag that the text begins with; 0 when "<" only means "less than".
std::size_t tag_size(std::string_view text) {
    if (text.size() < 3 || text[0] != '<') return 0;
    const char c = text[1] == '/' ? text[2] : text[1];
    const auto end = text.find('>');
    return is_letter(c) && end != std::string_view::npos ? end + 1 : 0;
}

}  // namespace

Error refuse(std::string_view place, std::string_view why) {
    return {.exit_code = ExitCode::invalid,
            .what = "cannot use the API description",
            .why = fmt::format("{}: {}", place.substr(0, 200), why)};
}

std::string text_of(const Value& object, std::string_view name) {
    const Value* member = object.find(name);
    return member ? member->scalar_text() : std::string{};
}

std::string_view text_of(const Node& object, std::string_view name) {
    const Node* member = object.find(name);
    return member ? member->scalar_text() : std::string_view{};
}

bool is_true(const Value& object, std::string_view name) {
    const Value* member = object.find(name);
    return member && member->is_bool() && member->as_bool();
}

bool is_true(const Node& object, std::string_view name) {
    const Node* member = object.find(name);
    return member && member->as_bool();
}

int version_of(const Node& object, std::string_view name) {
    const std::string_view text = text_of(object, name);
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::clamp(number, 0, 255);
}

Evidence evidence_of(const Node& object) {
    const std::string_view text = text_of(object, "x-evidence");
    if (text == "list") return Evidence::list;
    if (text == "powershell") return Evidence::powershell;
    if (text == "sample") return Evidence::sample;
    if (text == "inferred") return Evidence::inferred;
    if (text == "vendor") return Evidence::vendor;
    return Evidence::page;
}

bool is_plain_text(std::string_view text) {
    if (text.starts_with(' ') || text.ends_with(' ')) return false;
    const char* at = text.data();
    const char* const end = at + text.size();
#ifdef __SSE2__
    // Sixteen bytes at once, and the one behind them: two blanks are one too many.
    constexpr std::ptrdiff_t at_once = 16;
    const auto all = [](char c) { return _mm_set1_epi8(c); };
    for (; end - at > at_once; at += at_once) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i behind = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 1));
        const __m128i blanks =
            _mm_and_si128(_mm_cmpeq_epi8(bytes, all(' ')), _mm_cmpeq_epi8(behind, all(' ')));
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, all(0x1F)), bytes);
        const __m128i others =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, all('<')), _mm_cmpeq_epi8(bytes, all(0x7F)));
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(blanks, controls), others)) != 0) return false;
    }
#endif
    for (; at != end; ++at) {
        if (static_cast<unsigned char>(*at) < ' ' || *at == '\x7F' || *at == '<') return false;
        if (*at == ' ' && at[1] == ' ') return false;
    }
    return true;
}

std::string plain_text(std::string_view text) {
    if (is_plain_text(text)) return std::string(text);
    const auto is_odd = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7F' || c == '<';
    };
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto odd = static_cast<std::size_t>(std::ranges::find_if(text, is_odd) - text.begin());
        out += text.substr(0, odd);
        text.remove_prefix(odd);
        if (text.empty()) break;
        const std::size_t tag = tag_size(text);
        if (text.front() == '<')
            out += tag == 0 ? "<" : "";
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
        text.remove_prefix(std::max(tag, std::size_t{1}));
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace rasctl::catalog::compiler
