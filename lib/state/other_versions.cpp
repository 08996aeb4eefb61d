#include "state/other_versions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rasctl::state {
namespace {

const Kind* find_below(const std::vector<Kind>& kinds, std::string_view name) {
    for (const Kind& kind : kinds) {
        if (kind.name == name) return &kind;
        if (const Kind* found = find_below(kind.parts, name)) return found;
    }
    return nullptr;
}

// Since when, and until when, farms have what the operation reads or writes.
std::string known_in(int since, int until) {
    if (since > 0 && until > 0) return fmt::format("; versions {} to {} have it", since, until);
    if (since > 0) return fmt::format("; version {} and later have it", since);
    return {};
}

}  // namespace

const Kinds* OtherVersions::all() {
    if (version_ == 0 || kinds_.all().empty()) return nullptr;
    if (!all_) all_.emplace(kinds_.all().front().noun.catalog(), 0);
    return &*all_;
}

const Kind* OtherVersions::counterpart(const Kind& kind) {
    const Kinds* kinds = all();
    return kinds ? find_below(kinds->all(), kind.name) : nullptr;
}

std::optional<std::string> OtherVersions::about_kind(std::string_view name) {
    const Kinds* kinds = all();
    const Kind* kind = kinds ? kinds->find(name) : nullptr;
    if (kind == nullptr) return std::nullopt;
    return fmt::format("the farm is of version {}, which has no '{}'{}; leave it out with --except '{}'",
                       version_, name, known_in(kind->reading().since(), kind->reading().until()), name);
}

std::optional<std::string> OtherVersions::about_field(const Kind& kind, const Kind& owner,
                                                      const std::vector<std::string>& steps) {
    const Kind* other = counterpart(kind);
    if (const KindField* field = other ? other->field(steps.back()) : nullptr)
        return fmt::format("the farm is of version {}, whose {} has no such field{}; take it out", version_,
                           kind.name, known_in(field->field.since(), field->field.until()));
    const Kind* whole = counterpart(owner);
    if (whole == nullptr) return std::nullopt;
    for (const Kind& part : whole->parts) {
        if (part.step.size() < steps.size() || !std::equal(steps.begin(), steps.end(), part.step.begin()))
            continue;
        const catalog::Operation& reading = part.reading();
        return fmt::format("the farm is of version {}, whose {} has no such part{}; take it out", version_,
                           owner.name, known_in(reading.since(), reading.until()));
    }
    return std::nullopt;
}

}  // namespace rasctl::state
