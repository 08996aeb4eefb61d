#include "state/kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "farm/directory.hpp"
#include "farm/operation_choice.hpp"
#include "state/curated.hpp"
#include "state/field_place.hpp"
#include "state/parts.hpp"
#include "text/ascii.hpp"

namespace rasctl::state {
namespace {

using catalog::Noun;
using catalog::Operation;
using catalog::Schema;

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
        } else if (!kind.list && !place_shown(noun.name()).empty()) {
            as_shown_members(kind, add, take);
            if (!kind.create || !kind.remove) return std::nullopt;
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

    // A list that has no request of its own, only those that change it.
    static void as_shown_members(Kind& kind, const std::optional<Operation>& add,
                                 const std::optional<Operation>& take) {
        kind.form = Form::members;
        if (add) kind.create = add;
        if (take) kind.remove = take;
        kind.get = std::nullopt;
        if (!kind.remove) return;
        // An entry is removed by its own place in the path, or by a body.
        const std::size_t targets = kind.remove->path_parameters().size();
        kind.owners = take ? targets : targets - 1;
        if (kind.update && kind.update->path_parameters().size() != kind.owners + 1) kind.update.reset();
    }

    // "rds host schedule reboot create" for "rds host schedule", whose rows show `action: Reboot`.
    void find_makings(Kind& kind) const {
        const std::string path = bare_path(kind.list->path()) + "/";
        for (const Noun below : catalog_.nouns()) {
            if (below.parent() != kind.noun) continue;
            const auto create = verb(below.name(), "create");
            if (!create || create->path_parameters().size() != kind.owners) continue;
            const std::string own = bare_path(create->path());
            if (own.starts_with(path)) kind.makings.push_back({own.substr(path.size()), *create});
        }
        const auto row = kind.list->response().schema();
        for (std::size_t i = 0; row && i < row->fields().size(); ++i) {
            const auto values = row->fields()[i].type().schema();
            if (values && values->kind() == catalog::SchemaKind::enumeration && names_makings(kind, *values))
                kind.made_as = row->fields()[i].name();
        }
        if (kind.made_as.empty()) kind.makings.clear();
        if (kind.makings.empty()) return;
        kind.fields.push_back({.field = *row->field(kind.made_as), .place = kind.made_as, .creates = true});
    }

    // Whether each of them is called like a value; they take its name then.
    static bool names_makings(Kind& kind, const Schema& values) {
        std::vector<std::string> names;
        for (const Making& making : kind.makings)
            for (const catalog::EnumValue value : values.values())
                if (equal_ignoring_case(value.name(), making.value)) names.emplace_back(value.name());
        if (names.empty() || names.size() != kind.makings.size()) return false;
        for (std::size_t i = 0; i < names.size(); ++i) kind.makings[i].value = names[i];
        return true;
    }

    static std::optional<Schema> shown(const Kind& kind) {
        if (kind.form != Form::members && kind.get) return kind.get->response().schema();
        return kind.list ? kind.list->response().schema() : std::nullopt;
    }

    void complete(Kind& kind) const {
        if (kind.form == Form::listed && !kind.create) find_makings(kind);
        const Operation reading = kind.form == Form::single ? *kind.get
                                  : kind.list               ? *kind.list
                                                            : *kind.create;
        // A list whose rows tell no site is one of the farm.
        const auto row = reading.response().schema();
        const bool tells_site = kind.form != Form::listed || !row || row->field("siteId");
        const bool is_top = kind.owners == 0 && row && kind.form == Form::listed;
        kind.of_site = is_top && std::ranges::any_of(row->fields(), [](const catalog::Field field) {
                           return equal_ignoring_case(field.name(), "siteId");
                       });
        if (const auto site = reading.flag("site"); site && tells_site) kind.site_query = site->query();
        if (kind.form != Form::listed && kind.owners == 0) kind.of_site = !kind.site_query.empty();
        if (const auto site = kind.create ? kind.create->flag("site") : std::nullopt)
            kind.site_field = site->path();
        if (kind.create) add_fields(kind, *kind.create, true);
        for (const Making& making : kind.makings) add_fields(kind, making.create, true);
        for (KindField& field : kind.fields)
            field.required = field.required && std::ranges::all_of(kind.makings, [&](const Making& making) {
                                 const auto body = making.create.body();
                                 const auto own = body ? body->field(field.field.name()) : std::nullopt;
                                 return own && own->required();
                             });
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
            const bool names = names_object(field, kind.identity);
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
                // What only its owner shows has the names of the request.
                const bool unlisted = kind.form == Form::members && !kind.list;
                kind.fields.push_back({.field = field,
                                       .place = where      ? place_of(field, *where)
                                                : unlisted ? name
                                                           : std::string{}});
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

// `provider vcenter create` makes one of those that `provider list` shows.
std::string why_no_kind(const Finder& finder, Noun noun) {
    const auto create = finder.verb(noun.name(), "create");
    for (std::optional<Noun> above = noun.parent(); create && above; above = above->parent()) {
        const auto list = finder.verb(above->name(), "list");
        if (list && bare_path(create->path()).starts_with(bare_path(list->path()) + "/"))
            return fmt::format("it makes objects that stand in documents of '{}'", above->name());
    }
    return "the API shows no list of it, or changes nothing in it";
}

bool has_writes(const Finder& finder, Noun noun) {
    constexpr std::array writes{"create", "update", "add"};
    return std::ranges::any_of(writes,
                               [&](const char* word) { return finder.verb(noun.name(), word).has_value(); });
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

bool names_object(const catalog::Field& field, std::string_view identity) {
    return !identity.empty() &&
           (equal_ignoring_case(field.name(), identity) || equal_ignoring_case(field.maps(), identity));
}

const Operation* Kind::creation(const json::Object& spec) const {
    if (create) return &*create;
    const json::Value* told = made_as.empty() ? nullptr : spec.find_ignoring_case(made_as);
    const KindField* tells = told ? field(made_as) : nullptr;
    const auto values = tells ? tells->field.type().schema() : std::nullopt;
    if (!values) return nullptr;
    const auto number = told->to_int64();
    const auto value = number ? values->value(*number) : values->value(std::string_view(told->scalar_text()));
    const auto found = std::ranges::find_if(
        makings, [&](const Making& making) { return value && making.value == value->name(); });
    return found == makings.end() ? nullptr : &found->create;
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
            left_out_.push_back({std::string(noun.name()), why_no_kind(finder, noun)});
    }
    kinds_ = nest(std::move(flat), left_out_);
    std::ranges::sort(left_out_, {}, &LeftOut::noun);
}

const Kind* Kinds::find(std::string_view name) const {
    const auto found = std::ranges::find(kinds_, name, &Kind::name);
    return found == kinds_.end() ? nullptr : &*found;
}

}  // namespace rasctl::state
