#include "state/kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "catalog/part_place.hpp"
#include "farm/directory.hpp"
#include "farm/operation_choice.hpp"
#include "state/curated.hpp"
#include "state/field_place.hpp"
#include "text/ascii.hpp"

namespace rasctl::state {
namespace {

using catalog::Noun;
using catalog::Operation;
using catalog::Schema;

std::vector<std::string_view> words_of(std::string_view name) {
    std::vector<std::string_view> words;
    while (!name.empty()) {
        const auto end = std::min(name.find(' '), name.size());
        words.push_back(name.substr(0, end));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return words;
}

class Finder {
  public:
    Finder(const catalog::Catalog& catalog, int version) : catalog_(catalog), version_(version) {}

    // The operation of a verb with the most targets, as this version has it.
    std::optional<Operation> verb(std::string_view noun, std::string_view word) const {
        const auto command = catalog_.command(fmt::format("{} {}", noun, word));
        std::optional<Operation> best;
        for (std::size_t targets = 0; command && targets < 4; ++targets) {
            const auto choice = farm::choose_operation(*command, targets, version_);
            if (!choice || choice->operation.path_parameters().size() != targets) continue;
            const Operation one = choice->operation;
            const bool known = version_ == 0 || one.since() <= version_;
            if (known) best = one;
        }
        return best;
    }

    // The same of a noun above, as long as it is about the same object, or about one of the list that shows
    // it: `mfa delete` for `mfa radius`.
    std::optional<Operation> inherited(const Kind& kind, std::string_view word) const {
        const Operation& own = *kind.update;
        const std::string path = bare_path(own.path());
        const std::string listed = kind.list ? bare_path(kind.list->path()) + "/{}" : path;
        for (std::optional<Noun> at = kind.noun; at; at = at->parent()) {
            const auto found = verb(at->name(), word);
            if (!found || found->path_parameters().size() != own.path_parameters().size()) continue;
            const std::string other = bare_path(found->path());
            if (path.starts_with(other) || other == listed) return found;
        }
        return std::nullopt;
    }

    std::optional<Kind> kind(Noun noun) const {
        Kind kind{.name = std::string(noun.name()), .noun = noun};
        kind.list = verb(noun.name(), "list");
        kind.get = verb(noun.name(), "get");
        kind.create = verb(noun.name(), "create");
        kind.update = verb(noun.name(), "update");
        kind.remove = verb(noun.name(), "delete");
        const auto add = verb(noun.name(), "add"), take = verb(noun.name(), "remove");
        if (add && take && kind.list) {
            kind.form = Form::members;
            kind.owners = kind.list->path_parameters().size();
            kind.create = add;
            kind.remove = take;
            kind.replaces = catalog_.command(kind.name + " add")->changes_members();
            kind.update = kind.get = std::nullopt;
        } else if (!kind.update || !(as_listed(kind) || as_single(kind))) {
            return std::nullopt;
        }
        complete(kind);
        return kind;
    }

  private:
    bool as_single(Kind& kind) const {
        kind.form = Form::single;
        kind.owners = kind.update->path_parameters().size();
        kind.list = kind.create = kind.remove = std::nullopt;
        return kind.get && kind.get->path_parameters().size() == kind.owners;
    }

    bool as_listed(Kind& kind) const {
        const std::size_t targets = kind.update->path_parameters().size();
        if (targets == 0) return false;
        kind.form = Form::listed;
        kind.owners = targets - 1;
        const auto is_of = [&](const std::optional<Operation>& operation, std::size_t count) {
            return operation && operation->path_parameters().size() == count;
        };
        if (!is_of(kind.list, kind.owners) && !is_of(kind.create, kind.owners)) return false;
        if (!is_of(kind.create, kind.owners)) kind.create.reset();
        if (!is_of(kind.list, kind.owners))
            kind.list = farm::list_of_targets(*kind.update, kind.owners, version_);
        if (!is_of(kind.list, kind.owners)) return false;
        if (!is_of(kind.remove, targets)) kind.remove = inherited(kind, "delete");
        if (!is_of(kind.get, targets)) kind.get = inherited(kind, "get");
        kind.identity = kind.noun.identity();
        for (Noun at = kind.noun; kind.identity.empty() && at.parent(); at = *at.parent())
            kind.identity = at.parent()->identity();
        return true;
    }

    static std::optional<Schema> shown(const Kind& kind) {
        if (kind.form != Form::members && kind.get) return kind.get->response().schema();
        return kind.list ? kind.list->response().schema() : std::nullopt;
    }

    void complete(Kind& kind) const {
        const Operation reading = kind.form == Form::single ? *kind.get : *kind.list;
        // A list whose rows tell no site is one of the farm.
        const auto row = reading.response().schema();
        const bool tells_site = kind.form != Form::listed || !row || row->field("siteId");
        if (const auto site = reading.flag("site"); site && tells_site) kind.site_query = site->query();
        if (const auto site = kind.create ? kind.create->flag("site") : std::nullopt)
            kind.site_field = site->path();
        if (kind.create) add_fields(kind, *kind.create, true);
        if (kind.update) add_fields(kind, *kind.update, false);
        if (kind.form == Form::listed && kind.list && kind.get) {
            const auto listed = kind.list->response().schema();
            kind.whole_in_list = listed && std::ranges::all_of(kind.fields, [&](const KindField& field) {
                                     return !field.shown() || place_of(field.field, *listed) == field.place;
                                 });
        }
    }

    static void add_fields(Kind& kind, const Operation& operation, bool creates) {
        const auto body = operation.body();
        const auto where = shown(kind);
        if (!body) return;
        for (const catalog::Field field : body->fields()) {
            const std::string name(field.name());
            const bool names = equal_ignoring_case(name, kind.identity);
            const std::string renaming = "new" + kind.identity;
            if (!creates && !kind.identity.empty() && equal_ignoring_case(name, renaming)) {
                kind.renames = name;
                continue;
            }
            if (!creates && names && kind.form == Form::listed) kind.renames = name;
            const auto site = operation.flag("site");
            const bool is_site = site && site->path() == name;
            if ((names && kind.form == Form::listed) || is_site || field.read_only()) continue;
            if (field.type().kind() == catalog::Kind::binary) continue;
            auto known = std::ranges::find_if(kind.fields, [&](const KindField& one) {
                return equal_ignoring_case(one.field.name(), name);
            });
            if (known == kind.fields.end()) {
                kind.fields.push_back(
                    {.field = field, .place = where ? place_of(field, *where) : std::string{}});
                known = std::prev(kind.fields.end());
            }
            if (creates) {
                known->creates = true;
                known->required = field.required();
            } else {
                known->field = field;
                known->updates = true;
            }
        }
    }

    const catalog::Catalog& catalog_;
    int version_;
};

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
    return bare_path(kind.form == Form::single ? kind.get->path() : kind.list->path());
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
    auto words = words_of(part);
    const auto above = words_of(owner);
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
            const auto dot = std::min(rest.find('.'), rest.size());
            const auto inner = schema ? schema->field(rest.substr(0, dot)) : std::nullopt;
            known = inner && !inner->read_only();
            schema = known ? inner->type().schema() : std::nullopt;
            rest.remove_prefix(std::min(dot + 1, rest.size()));
        }
        if (known) return true;
    }
    return false;
}

// Puts each part into the kinds whose objects it lies in; the deepest first, so that parts have their own.
std::vector<Kind> nest(std::vector<Kind> flat, std::vector<LeftOut>& left_out) {
    std::ranges::stable_sort(
        flat, [](const Kind& a, const Kind& b) { return part_path(a).size() > part_path(b).size(); });
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
            const std::string above = object_path(owner);
            if (above.empty() || path == above || !path.starts_with(above + "/") || above.size() < longest)
                continue;
            if (above.size() > longest) owners.clear();
            longest = above.size();
            owners.push_back(j);
        }
        is_part[i] = !owners.empty();
        for (const std::size_t j : owners) {
            if (!has_told_in_common(flat[j].noun, flat[i].noun)) continue;
            Kind part = flat[i];
            part.step = step_of(part.name, flat[j].name);
            part.shown_at = shown_in(flat[j], flat[j], part);
            if (is_written_by_owner(flat[j], part)) continue;
            // A field of the owner keeps its name.
            if (part.step.size() == 1 && flat[j].field(part.step.front()) != nullptr)
                part.step.front() += part.form == Form::single ? "-settings" : "-entries";
            flat[j].parts.push_back(std::move(part));
        }
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

bool has_writes(const Finder& finder, Noun noun) {
    constexpr std::array writes{"create", "update", "add"};
    return std::ranges::any_of(writes,
                               [&](const char* word) { return finder.verb(noun.name(), word).has_value(); });
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

std::string bare_path(std::string_view path) {
    std::string bare;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) bare += to_lower(c);
        if (c == '{') inside = true;
    }
    return bare;
}

const KindField* Kind::field(std::string_view field_name) const {
    const auto found = std::ranges::find_if(
        fields, [&](const KindField& one) { return equal_ignoring_case(one.field.name(), field_name); });
    return found == fields.end() ? nullptr : &*found;
}

Kinds::Kinds(const catalog::Catalog& catalog, int version) {
    const Finder finder(catalog, version);
    std::vector<Kind> flat;
    for (const Noun noun : catalog.nouns()) {
        if (std::string reason = reason_left_out(noun.name()); !reason.empty()) {
            if (has_writes(finder, noun)) left_out_.push_back({std::string(noun.name()), std::move(reason)});
            continue;
        }
        if (auto kind = finder.kind(noun))
            flat.push_back(std::move(*kind));
        else if (has_writes(finder, noun))
            left_out_.push_back(
                {std::string(noun.name()), "the API shows no list of it, or changes nothing in it"});
    }
    kinds_ = nest(std::move(flat), left_out_);
    for (Kind& kind : kinds_) sort_parts(kind);
    std::ranges::sort(left_out_, {}, &LeftOut::noun);
}

const Kind* Kinds::find(std::string_view name) const {
    const auto found = std::ranges::find(kinds_, name, &Kind::name);
    return found == kinds_.end() ? nullptr : &*found;
}

}  // namespace rasctl::state
