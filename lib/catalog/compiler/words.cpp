#include "catalog/compiler/words.hpp"

#include "catalog/compiler/singular.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

// A term stands at a place when it does not begin in the middle of an acronym and does not end in the middle
// of a word; a term that begins in lower case stands only where the name begins.
bool stands(std::string_view name, std::size_t at, std::string_view term) {
    if (!name.substr(at).starts_with(term)) return false;
    if (is_lower(term.front()) && at > 0) return false;
    if (at > 0 && is_upper(name[at - 1]) && is_upper(term.front())) return false;
    const std::size_t end = at + term.size();
    return end == name.size() || !is_lower(name[end]);
}

const std::pair<const std::string, std::string>* longest_term(const Tree& tree, std::string_view name,
                                                              std::size_t at) {
    if (at > 0 && (is_lower(name[at]) || (is_upper(name[at - 1]) && is_upper(name[at])))) return nullptr;
    const std::pair<const std::string, std::string>* best = nullptr;
    const std::string begin(1, name[at]);
    for (auto term = tree.terms.lower_bound(begin);
         term != tree.terms.end() && term->first.starts_with(begin); ++term)
        if (stands(name, at, term->first) && (!best || term->first.size() > best->first.size()))
            best = &*term;
    return best;
}

void separate(std::string& out) {
    if (!out.empty() && out.back() != '-') out += '-';
}

// Whether a new word begins at `at`: "fooBar", "RDPHost" before the H, but "1024xH768" stays whole.
bool begins_word(std::string_view name, std::size_t at) {
    if (at == 0 || !is_upper(name[at])) return false;
    const char before = name[at - 1];
    const bool dimension = before == 'x' && at > 1 && is_digit(name[at - 2]);
    if (is_lower(before)) return !dimension;
    if (is_digit(before)) return at + 1 < name.size() && is_lower(name[at + 1]);
    // "VMs" and "CPUsUsed" have acronyms in the plural.
    const bool plural =
        name.substr(at + 1).starts_with('s') && (at + 2 == name.size() || !is_lower(name[at + 2]));
    return is_upper(before) && at + 1 < name.size() && is_lower(name[at + 1]) && !plural;
}

}  // namespace

std::string kebab_case(const Tree& tree, std::string_view name) {
    std::string out;
    for (std::size_t at = 0; at < name.size();) {
        if (const auto* term = longest_term(tree, name, at)) {
            separate(out);
            out += term->second;
            at += term->first.size();
            if (at < name.size()) separate(out);
            continue;
        }
        const char c = name[at];
        // Whatever is neither letter nor digit would mean something else to a shell, a terminal or the
        // parser.
        if (!is_letter(c) && !is_digit(c)) {
            separate(out);
        } else {
            if (begins_word(name, at)) separate(out);
            out += to_lower(c);
        }
        ++at;
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

std::string without_parameters(std::string_view segment) {
    std::string text;
    for (auto open = segment.find('{'); open != std::string_view::npos; open = segment.find('{')) {
        text += segment.substr(0, open);
        const auto close = std::min(segment.find('}', open), segment.size() - 1);
        segment.remove_prefix(close + 1);
    }
    return text.append(segment);
}

std::string segment_words(const Tree& tree, std::string_view segment) {
    const auto chosen = tree.segments.find(std::string(segment));
    return chosen != tree.segments.end() ? chosen->second : kebab_case(tree, segment);
}

std::string singular(const Tree& tree, std::string_view words) {
    const auto dash = words.rfind('-');
    const std::string last(dash == std::string_view::npos ? words : words.substr(dash + 1));
    const std::string head(words.substr(0, words.size() - last.size()));
    const auto chosen = tree.singular.find(last);
    if (chosen != tree.singular.end()) return head + chosen->second;
    return head + english_singular(last);
}

}  // namespace rasctl::catalog::compiler
