#include "state/parts.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "catalog/part_place.hpp"
#include "state/curated.hpp"
#include "text/cut.hpp"

namespace rasctl::state {
namespace {

using catalog::Noun;
using catalog::Operation;
using catalog::Schema;

// The path of one object: what its parts lie below. What stands behind the object's own ID is another side of
// it: the filter of PubItems/{id}/Apps/RDS lies in PubItems/{id}/Filter.
std::string object_path(const Kind& kind) {
    std::string shortest;
    for (const auto& operation : {kind.get, kind.update, kind.remove}) {
        if (!operation || operation->path_parameters().size() != kind.targets()) continue;
        std::string path = bare_path(operation->path());
        if (kind.form == Form::listed) path.resize(path.rfind('}') + 1);
        if (shortest.empty() || path.size() < shortest.size()) shortest = std::move(path);
    }
    return shortest;
}

std::string part_path(const Kind& kind) {
    return bare_path(kind.form == Form::single ? kind.get->path()
                                               : (kind.list ? kind.list : kind.create)->path());
}

bool has_told_in_common(Noun one, Noun other) {
    if (one.told().empty() || other.told().empty()) return true;
    for (const std::string_view value : one.told())
        for (const std::string_view same : other.told())
            if (value == same) return true;
    return false;
}

// The words of a part's noun that its owner's noun does not have.
std::vector<std::string> step_of(std::string_view part, std::string_view owner) {
    auto words = pieces_of(part, ' ');
    const auto above = pieces_of(owner, ' ');
    std::size_t common = 0;
    while (common < above.size() && common + 1 < words.size() && words[common] == above[common]) ++common;
    // "pub item filter" of "pub app rds".
    if (common == 1 && words.size() > 2 && words[1] == "item") ++common;
    return {words.begin() + static_cast<std::ptrdiff_t>(common), words.end()};
}

// Where the answer that reads `shows`, the owner's object or settings of it, shows the part.
std::optional<std::string> shown_in(const Kind& shows, const Kind& owner, const Kind& part) {
    const auto whole = shows.reading().response().schema();
    if (!whole || shows.form == Form::members) return std::nullopt;
    if (std::string place = place_shown(part.name); !place.empty())
        return whole->field(place) ? std::optional(std::move(place)) : std::nullopt;
    const Operation reading = part.form == Form::single ? *part.get : *part.list;
    const std::string path = bare_path(reading.path());
    const std::string below = path.substr(std::min(object_path(owner).size(), path.size()));
    std::vector<std::string_view> words;
    for (std::string_view rest = below; !rest.empty();) {
        rest.remove_prefix(1);
        const auto end = std::min(rest.find('/'), rest.size());
        if (end > 0) words.push_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    return catalog::member_showing(*whole, reading, words);
}

// Whether a field that changes the owner writes what the part writes: once is enough.
bool is_written_by_owner(const Kind& owner, const Kind& part) {
    if (!part.shown_at || part.shown_at->empty()) return false;
    for (const KindField& field : owner.fields) {
        if (!field.updates || !field.shown()) continue;
        if (*part.shown_at == field.place) return true;
        if (!part.shown_at->starts_with(field.place + ".")) continue;
        std::string_view rest = std::string_view(*part.shown_at).substr(field.place.size() + 1);
        std::optional<Schema> schema = field.field.type().schema();
        bool known = true;
        while (known && !rest.empty()) {
            const auto inner = schema ? schema->field(cut(rest, '.')) : std::nullopt;
            known = inner && !inner->read_only();
            schema = known ? inner->type().schema() : std::nullopt;
        }
        if (known) return true;
    }
    return false;
}

// Whether the part is of objects of that kind though its path lies elsewhere: what names its owner says so.
bool names_owner(const Kind& part, const Kind& owner) {
    if (part.owners != 1 || owner.form != Form::listed || owner.owners != 0) return false;
    const auto noun = owner.noun.catalog().noun_of_kind(part.reading().path_parameters()[0].refers());
    return noun && *noun == owner.noun;
}

// The body that creates the owner holds the entries already: the part says them, not a field beside it.
void take_from_creation(Kind& owner, Kind& part) {
    if (!part.shown_at || part.form != Form::members) return;
    const auto field = std::ranges::find_if(owner.fields, [&](const KindField& one) {
        return one.creates && !one.updates && one.place == *part.shown_at;
    });
    if (field == owner.fields.end()) return;
    part.given_at_creation = field->field;
    owner.fields.erase(field);
}

// The kinds by the length of their paths, the longest first.
std::vector<Kind> deepest_first(std::vector<Kind> flat) {
    std::vector<std::pair<std::size_t, std::size_t>> places;  // the length, and which
    for (std::size_t i = 0; i < flat.size(); ++i) places.emplace_back(part_path(flat[i]).size(), i);
    std::ranges::stable_sort(places, std::greater{}, &std::pair<std::size_t, std::size_t>::first);
    std::vector<Kind> sorted;
    sorted.reserve(flat.size());
    for (const auto& [length, place] : places) sorted.push_back(std::move(flat[place]));
    return sorted;
}

// Puts each part into the kinds whose objects it lies in; the deepest first, so that parts have their own.
std::vector<Kind> put_parts_into_owners(std::vector<Kind> flat, std::vector<LeftOut>& left_out) {
    flat = deepest_first(std::move(flat));
    std::vector<std::string> object_paths;
    for (const Kind& kind : flat) object_paths.push_back(object_path(kind));
    std::vector<bool> is_part(flat.size());
    for (std::size_t i = 0; i < flat.size(); ++i) {
        const std::string path = part_path(flat[i]);
        std::size_t longest = 0;
        std::vector<std::size_t> owners;
        for (std::size_t j = 0; j < flat.size(); ++j) {
            const Kind& owner = flat[j];
            if (i == j || owner.form == Form::members || owner.targets() != flat[i].owners) continue;
            // Objects that are created apart are no part of others, though their paths lie below.
            if (flat[i].form == Form::listed && owner.form == Form::listed && flat[i].owners == 0) continue;
            const std::string& above = object_paths[j];
            if (above.empty() || path == above || !path.starts_with(above + "/") || above.size() < longest)
                continue;
            if (above.size() > longest) owners.clear();
            longest = above.size();
            owners.push_back(j);
        }
        for (std::size_t j = 0; owners.empty() && j < flat.size(); ++j)
            if (names_owner(flat[i], flat[j])) owners.push_back(j);
        is_part[i] = !owners.empty();
        bool shown = flat[i].list || flat[i].form != Form::members;
        for (const std::size_t j : owners) {
            if (!has_told_in_common(flat[j].noun, flat[i].noun)) continue;
            Kind part = flat[i];
            part.step = step_of(part.name, flat[j].name);
            part.shown_at = shown_in(flat[j], flat[j], part);
            if (is_written_by_owner(flat[j], part)) continue;
            if (!part.list && part.form == Form::members && !part.shown_at) continue;
            shown = true;
            part.entries_refer_to = entries_refer_to(part.name);
            take_from_creation(flat[j], part);
            // A field of the owner keeps its name.
            if (part.step.size() == 1 && flat[j].field(part.step.front()) != nullptr)
                part.step.front() += part.form == Form::single ? "-settings" : "-entries";
            flat[j].parts.push_back(std::move(part));
        }
        if (!owners.empty() && !shown) left_out.push_back({flat[i].name, "no answer shows it"});
    }
    std::vector<Kind> top;
    for (std::size_t i = 0; i < flat.size(); ++i)
        if (!is_part[i] && flat[i].owners > 0)
            left_out.push_back({flat[i].name, "it is a part of what is in no document"});
        else if (!is_part[i])
            top.push_back(std::move(flat[i]));
    std::ranges::sort(top, {}, &Kind::name);
    return top;
}

// Lists that the settings beside them show are not asked for: an item's filter holds its rules. Those come
// first then.
void sort_parts(Kind& kind) {
    for (Kind& part : kind.parts) {
        if (part.shown_at || part.form == Form::single) continue;
        for (const Kind& beside : kind.parts) {
            const auto shown = beside.form == Form::single ? shown_in(beside, kind, part) : std::nullopt;
            if (!shown || shown->empty()) continue;
            part.shown_at = shown;
            part.shown_by = beside.name;
        }
    }
    std::ranges::sort(kind.parts, {}, [](const Kind& part) {
        return std::pair<bool, std::string_view>(!part.shown_by.empty(), part.name);
    });
    for (Kind& part : kind.parts) sort_parts(part);
}

}  // namespace

std::vector<Kind> nest(std::vector<Kind> flat, std::vector<LeftOut>& left_out) {
    std::vector<Kind> kinds = put_parts_into_owners(std::move(flat), left_out);
    for (Kind& kind : kinds) sort_parts(kind);
    return kinds;
}

}  // namespace rasctl::state
