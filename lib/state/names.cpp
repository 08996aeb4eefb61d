#include "state/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.hpp"
#include "text/letter_case.hpp"
#include "text/nearest.hpp"

namespace rasctl::state {
namespace {

bool reads_as_number(std::string_view name) {
    return is_all_digits(name) || name.starts_with("id:") || name.starts_with("name:");
}

}  // namespace

void Names::Objects::add(Named object) {
    by_id.try_emplace(object.id, all.size());
    by_name[folded(object.name)].push_back(all.size());
    all.push_back(std::move(object));
}

// Those of the site alone, where it has some.
std::vector<const Named*> Names::Objects::called(std::string_view name, std::string_view site) const {
    const auto found = by_name.find(folded(name));
    if (found == by_name.end()) return {};
    std::vector<const Named*> every, own;
    for (const std::size_t place : found->second) {
        every.push_back(&all[place]);
        if (!site.empty() && all[place].site == site) own.push_back(&all[place]);
    }
    return own.empty() ? every : own;
}

void Names::set(std::string kind, std::vector<Named> objects) {
    Objects kept;
    for (Named& object : objects) kept.add(std::move(object));
    kinds_.insert_or_assign(std::move(kind), std::move(kept));
}

void Names::add(std::string_view kind, Named object) {
    kinds_[std::string(kind)].add(std::move(object));
}

void Names::remove(std::string_view kind, std::string_view id) {
    std::vector<Named> left = of(kind);
    if (std::erase_if(left, [&](const Named& one) { return one.id == id; }) > 0)
        set(std::string(kind), std::move(left));
}

const Names::Objects& Names::objects_of(std::string_view kind) const {
    static const Objects none;
    const auto found = kinds_.find(kind);
    return found == kinds_.end() ? none : found->second;
}

const std::vector<Named>& Names::of(std::string_view kind) const {
    return objects_of(kind).all;
}

json::Value Names::name_of(std::string_view kind, const json::Value& id, std::string_view site) const {
    const std::string text = id.scalar_text();
    const Objects& objects = objects_of(kind);
    const auto place = objects.by_id.find(text);
    if (place == objects.by_id.end()) return id;
    const Named& found = objects.all[place->second];
    if (found.name.empty()) return id;
    const auto same = objects.called(found.name, site);
    if (same.size() != 1 || same.front() != &found) return "id:" + text;
    return reads_as_number(found.name) ? "name:" + found.name : found.name;
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
    const auto matches = objects_of(kind).called(name, site);
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
