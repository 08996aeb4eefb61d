#include "state/curated.hpp"

#include "embedding/embedded_file.hpp"
#include "json/reader.hpp"

RASCTL_EMBED(documents, RASCTL_DOCUMENTS);

namespace rasctl::state {
namespace {

const json::Value& curated() {
    static const json::Value value = json::parse(RASCTL_EMBEDDED(documents)).value();
    return value;
}

std::string text_of(std::string_view member, std::string_view noun) {
    const json::Value* facts = curated().find(member);
    const json::Value* text = facts ? facts->find(noun) : nullptr;
    return text ? text->as_string() : std::string();
}

}  // namespace

std::string place_shown(std::string_view noun) {
    return text_of("shownAt", noun);
}

std::string entries_refer_to(std::string_view noun) {
    return text_of("refersTo", noun);
}

std::string_view curated_text() {
    return RASCTL_EMBEDDED(documents);
}

std::string reason_left_out(std::string_view noun) {
    const json::Value* left_out = curated().find("leftOut");
    while (left_out != nullptr && !noun.empty()) {
        if (const json::Value* reason = left_out->find(noun)) return reason->as_string();
        const auto blank = noun.rfind(' ');
        noun = blank == std::string_view::npos ? std::string_view{} : noun.substr(0, blank);
    }
    return {};
}

}  // namespace rasctl::state
