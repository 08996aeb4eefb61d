#include "state/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.hpp"
#include "text/letter_case.hpp"
#include "text/nearest.hpp"

namespace rasctl::state {
namespace {

std::vector<const Named*> called(const std::vector<Named>& objects, std::string_view name,
                                 std::string_view site) {
    std::vector<const Named*> all, own;
    for (const Named& object : objects) {
        if (folded(object.name) != folded(name)) continue;
        all.push_back(&object);
        if (!site.empty() && object.site == site) own.push_back(&object);
    }
    return own.empty() ? all : own;
}

bool reads_as_number(std::string_view name) {
    return is_all_digits(name) || name.starts_with("id:") || name.starts_with("name:");
}

}  // namespace

void Names::remove(std::string_view kind, std::string_view id) {
    if (const auto found = kinds_.find(kind); found != kinds_.end())
        std::erase_if(found->second, [&](const Named& one) { return one.id == id; });
}

const std::vector<Named>& Names::of(std::string_view kind) const {
    static const std::vector<Named> none;
    const auto found = kinds_.find(kind);
    return found == kinds_.end() ? none : found->second;
}

json::Value Names::name_of(std::string_view kind, const json::Value& id, std::string_view site) const {
    const std::string text = id.scalar_text();
    const auto& objects = of(kind);
    const auto found = std::ranges::find(objects, text, &Named::id);
    if (found == objects.end() || found->name.empty()) return id;
    if (called(objects, found->name, site).size() != 1 ||
        called(objects, found->name, site).front() != &*found)
        return "id:" + text;
    return reads_as_number(found->name) ? "name:" + found->name : found->name;
}

Result<std::string> Names::id_of(std::string_view kind, const std::string& text,
                                 std::string_view site) const {
    if (text.starts_with("id:")) {
        std::string id = text.substr(3);
        const auto& there = of(kind);
        if (there.empty() || std::ranges::find(there, id, &Named::id) != there.end()) return id;
        return Error{.exit_code = ExitCode::usage, .what = fmt::format("no {} has the ID '{}'", kind, id)};
    }
    if (is_all_digits(text) || (text.starts_with('-') && is_all_digits(text.substr(1)))) return text;
    const std::string name = text.starts_with("name:") ? text.substr(5) : text;
    const auto matches = called(of(kind), name, site);
    if (matches.size() == 1) return matches.front()->id;
    if (!matches.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("'{}' is ambiguous", name),
                     .why = fmt::format("{} objects of kind {} are called so", matches.size(), kind),
                     .hint = fmt::format("write id:{}", matches.front()->id)};
    Error error{.exit_code = ExitCode::not_found, .what = fmt::format("no {} is called '{}'", kind, name)};
    std::vector<std::string> names;
    for (const Named& object : of(kind)) names.push_back(object.name);
    if (const auto close = nearest(name, names)) error.hint = fmt::format("did you mean '{}'?", *close);
    return error;
}

}  // namespace rasctl::state
