#include "state/send.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "error/try.hpp"
#include "farm/row_member.hpp"
#include "farm/value_text.hpp"
#include "state/curated.hpp"
#include "state/member_entry.hpp"
#include "state/needed_secrets.hpp"
#include "state/order.hpp"
#include "state/told_reference.hpp"
#include "state/value_form.hpp"
#include "text/ascii.hpp"

namespace rasctl::state {
namespace {

namespace asio = boost::asio;
using catalog::Operation;
using json::Value;

const Value* at_step(const json::Object& spec, const std::vector<std::string>& steps) {
    const json::Object* at = &spec;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Value* next = at->find(steps[i]);
        if (next == nullptr || i + 1 == steps.size()) return next;
        if (!next->is_object()) return nullptr;
        at = &next->as_object();
    }
    return nullptr;
}

Error cannot(const std::string& what, std::string why, std::string hint = {}) {
    return {.exit_code = ExitCode::invalid, .what = what, .why = std::move(why), .hint = std::move(hint)};
}

// The member of the body that takes the name under which objects of the kind are listed.
std::string name_field(const Operation& operation, const std::string& identity) {
    const auto body = operation.body();
    for (std::size_t i = 0; body && i < body->fields().size(); ++i)
        if (const catalog::Field field = body->fields()[i]; names_object(field, identity))
            return std::string(field.name());
    return {};
}

}  // namespace

asio::awaitable<Result<>> Sender::make(const Change& change) {
    const Kind* kind = kinds_.find(change.key.kind);
    if (kind == nullptr) co_return cannot(shown(change.key), "this farm has no such kind");
    if (change.act == Act::create) {
        auto made = co_await create(*kind, *change.after);
        if (!made)
            for (const json::Member& member : change.after->spec)
                if (is_ordered_behind(member.name)) missing_.insert_or_assign(change.key.name, member.value);
        co_return made;
    }
    Key key = change.key;
    if (!change.previous_name.empty()) key.name = change.previous_name;
    const auto object = std::ranges::find(snapshot_.objects, key, &Object::key);
    if (object == snapshot_.objects.end()) co_return cannot(shown(key), "it is not there any more");
    if (change.act == Act::remove) co_return co_await remove(*kind, *object);
    co_return co_await update(*kind, *object, change);
}

asio::awaitable<Result<Value>> Sender::write(const Operation& operation, std::vector<std::string> targets,
                                             json::Object body, const std::string& site) {
    farm::Arguments arguments;
    arguments.targets = std::move(targets);
    const auto flag = operation.flag("site");
    if (flag && !site.empty() && !flag->query().empty())
        arguments.query.emplace_back(std::string(flag->query()), Value(json::Number{site}));
    if (flag && !site.empty() && !flag->path().empty()) body.set(flag->path(), Value(json::Number{site}));
    if (operation.body_field()) arguments.body = Value(std::move(body));
    ++writes_;
    co_return co_await way_.write(operation, arguments);
}

// The members of a body: those of the spec that differ from what is now, or, to create, all.
Result<json::Object> Sender::body_of(const Kind& kind, const json::Object& spec, const json::Object* now,
                                     const std::string& site) {
    json::Object body;
    std::vector<ValueProblem> problems;
    for (const json::Member& member : spec) {
        const KindField* field = kind.field(member.name);
        if (field == nullptr || !(now ? field->updates : field->creates)) continue;
        if (is_placeholder(member.value)) {
            if (now != nullptr || !field->is_asked_for()) continue;
            const auto secret = way_.secret(secret_name(member.value));
            if (!secret) continue;
            // A number may be asked for too.
            const std::array texts{*secret};
            farm::ParsedValue parsed = farm::parse_values(field->field, texts);
            for (const std::string& text : parsed.problems) problems.push_back({member.name, text});
            body.append(std::string(field->field.name()), std::move(parsed.value));
            continue;
        }
        const Value* former = now ? now->find(member.name) : nullptr;
        Value wanted = is_ordered_behind(member.name) ? place_behind(member.value) : member.value;
        if (former != nullptr) {
            json::Object before, after;
            before.append("value", *former);
            after.append("value", wanted);
            if (compare(before, after, Absence::means_nothing).empty()) continue;
            // A map in a document may hold less than all; the API takes it as a whole.
            if (former->is_object() && wanted.is_object()) {
                json::Object whole = former->as_object();
                for (const json::Member& inner : wanted.as_object()) whole.set(inner.name, inner.value);
                wanted = std::move(whole);
            }
        }
        std::string refers = refers_to(kind, *field, spec);
        if (refers.empty() && now != nullptr) refers = refers_to(kind, *field, *now);
        body.append(std::string(field->field.name()),
                    to_wire(field->field, wanted, snapshot_.names, site, member.name, problems, refers));
    }
    if (problems.empty()) return body;
    return cannot(fmt::format("{}: {}", kind.name, problems.front().place), problems.front().text);
}

Result<json::Object> Sender::body_that_creates(const Kind& kind, const Operation& create,
                                               const json::Object& spec, const std::string& site) {
    TRY_LET(auto body, body_of(kind, spec, nullptr, site));
    // Of several operations each takes fields of its own.
    json::Object taken;
    const auto schema = create.body();
    for (const json::Member& member : body)
        if (kind.makings.empty() || (schema && schema->field(member.name)))
            taken.append(member.name, member.value);
    std::vector<ValueProblem> problems;
    for (const Kind& part : kind.parts) {
        const Value* wanted = part.given_at_creation ? at_step(spec, part.step) : nullptr;
        const KindField* entry_field = wanted && wanted->is_array() ? only_field(part) : nullptr;
        if (entry_field == nullptr) continue;
        json::Array entries;
        for (const Value& entry : wanted->as_array())
            entries.push_back(to_wire(entry_field->field, entry, snapshot_.names, site, part.name, problems,
                                      refers_to(part, *entry_field, {})));
        taken.append(std::string(part.given_at_creation->name()), std::move(entries));
    }
    if (problems.empty()) return taken;
    return cannot(fmt::format("{}: {}", kind.name, problems.front().place), problems.front().text);
}

Value Sender::place_behind(const Value& name) const {
    Value at = name;
    // As many steps as there can be: a circle ends too.
    for (std::size_t steps = 0; steps <= missing_.size() && at.is_string(); ++steps) {
        const std::string& text = at.as_string();
        const auto found = missing_.find(text.starts_with("name:") ? text.substr(5) : text);
        if (found == missing_.end()) break;
        at = found->second;
    }
    return at;
}

void Sender::remember(const Kind& kind, const Thing& thing, const std::string& site) {
    if (kind.form != Form::listed || kind.owners > 0) return;
    std::vector<std::string> refers;
    for (const Kind& one : kinds_.all()) collect_references(one, refers);
    refers.emplace_back("Site");
    for (const std::string& one : refers)
        if (fills(kind, one, version_))
            snapshot_.names.add(one, {thing.id, thing.name, kind.name == "site" ? "" : site});
    if (kind.name == "site") snapshot_.sites.push_back({thing.id, thing.name});
}

asio::awaitable<Result<Thing>> Sender::create_thing(const Kind& kind, const std::string& name,
                                                    const json::Object& spec, std::vector<std::string> owners,
                                                    const std::string& site) {
    const Operation* create = kind.creation(spec);
    if (create == nullptr)
        co_return cannot(
            fmt::format("cannot create {} '{}'", kind.name, name),
            kind.makings.empty()
                ? fmt::format("no operation of the API creates a '{}' from its fields", kind.name)
                : fmt::format("the API makes none without one of its {}s as {}", kind.name, kind.made_as),
            "create it by hand, then apply again");
    CO_TRY_LET(auto body, body_that_creates(kind, *create, spec, site));
    if (const std::string field = name_field(*create, kind.identity); !field.empty() && !name.empty())
        body.set(field, name);
    CO_TRY_LET(auto answer, co_await write(*create, owners, std::move(body), site));
    Thing thing{.id = farm::text_of(answer, "id"), .name = name, .row = std::move(answer)};
    if (way_.pretends) thing.id = "0";
    if (thing.id.empty()) {
        CO_TRY_LET(auto found, co_await reader_.find(kind, name, owners, site));
        thing = std::move(found);
    }
    co_return thing;
}

asio::awaitable<Result<>> Sender::create(const Kind& kind, const Document& wanted) {
    const auto site = std::ranges::find(snapshot_.sites, wanted.key.site, &Named::name);
    const std::string site_id = site == snapshot_.sites.end() ? "" : site->id;
    if (kind.form != Form::listed)
        co_return cannot(shown(wanted.key), "the farm does not have these settings");
    CO_TRY_LET(auto thing, co_await create_thing(kind, wanted.key.name, wanted.spec, {}, site_id));
    if (way_.pretends) {
        remember(kind, thing, site_id);
        co_return Result<>{};
    }
    CO_TRY(co_await check_site(kind, thing, wanted, site_id));
    remember(kind, thing, site_id);
    CO_TRY(co_await reader_.complete(kind, thing, {}, site_id));
    const json::Object now = spec_of(kind, thing, snapshot_.names, site_id);
    // A list in braces as an argument is more than GCC 12 can take here.
    const std::vector<std::string> targets(1, thing.id);
    CO_TRY(co_await change_fields(kind, now, wanted.spec, targets, site_id, {}));
    co_return co_await change_parts(kind, thing, wanted.spec, targets, site_id);
}

asio::awaitable<Result<>> Sender::check_site(const Kind& kind, const Thing& made, const Document& wanted,
                                             const std::string& site) {
    const std::string made_in = farm::text_of(made.row, "siteId");
    if (site.empty() || made_in.empty() || made_in == site) co_return Result<>{};
    const auto other = std::ranges::find(snapshot_.sites, made_in, &Named::id);
    if (kind.remove) {
        const std::vector<std::string> targets(1, made.id);
        if (auto undone = co_await write(*kind.remove, targets, {}, made_in); !undone)
            co_return undone.error();
    }
    co_return cannot(shown(wanted.key),
                     fmt::format("the API takes no site for it, and makes it in '{}'",
                                 other == snapshot_.sites.end() ? made_in : other->name),
                     "create it by hand in its site, then apply again");
}

asio::awaitable<Result<>> Sender::look_again(const Kind& kind, Object& object, const Change& change) {
    Thing fresh = object.thing;
    fresh.whole = false;
    CO_TRY(co_await reader_.refresh(kind, fresh, object.site_id));
    // Objects may share a list, of which an earlier change made more.
    const bool in_parts = std::ranges::any_of(
        change.fields, [&](const FieldChange& field) { return kind.field(field.path) == nullptr; });
    const std::vector<std::string> no_owners;
    fresh.whole = true;
    if (in_parts) CO_TRY(co_await reader_.complete(kind, fresh, no_owners, object.site_id));
    const Value now(spec_of(kind, fresh, snapshot_.names, object.site_id));
    for (const FieldChange& field : change.fields) {
        const Value* value = json::at_path(now, field.path);
        const bool same = field.before ? value != nullptr && *value == *field.before : value == nullptr;
        if (!same && kind.field(field.path) != nullptr)
            co_return cannot(
                shown(change.key),
                fmt::format("somebody changed {} since it was read; nothing was sent", field.path),
                "look at it with 'rasctl diff', and apply again");
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> Sender::update(const Kind& kind, Object& object, const Change& change) {
    if (!way_.pretends) CO_TRY(co_await look_again(kind, object, change));
    for (const FieldChange& field : change.fields)
        if (const KindField* known = kind.field(field.path); known && known->creates && !known->updates)
            co_return cannot(
                shown(change.key),
                fmt::format("{} is set when it is made, and cannot be changed later", field.path),
                "put its value back, or delete the object and apply again");
    std::vector<std::string> targets;
    if (kind.form == Form::listed) targets.push_back(object.thing.id);
    const json::Object& spec = change.after->spec;
    if (kind.form == Form::members) {
        const Value* entries = spec.find("entries");
        if (entries == nullptr || !entries->is_array()) co_return Result<>{};
        std::vector<Thing> now;
        for (Value& row : rows_of(object.thing.row))
            now.push_back({.id = farm::text_of(row, "id"), .row = row});
        co_return co_await change_members(kind, now, entries->as_array(), {}, object.site_id);
    }
    const json::Object now = spec_of(kind, object.thing, snapshot_.names, object.site_id);
    const std::string new_name = change.previous_name.empty() ? "" : change.key.name;
    CO_TRY(co_await change_fields(kind, now, spec, targets, object.site_id, new_name));
    CO_TRY(co_await change_parts(kind, object.thing, spec, targets, object.site_id));
    co_return co_await look_after(kind, object, change);
}

// A server takes what an object inherits, and goes on showing what it inherits.
asio::awaitable<Result<>> Sender::look_after(const Kind& kind, const Object& object, const Change& change) {
    if (way_.pretends) co_return Result<>{};
    Thing fresh = object.thing;
    fresh.whole = false;
    CO_TRY(co_await reader_.refresh(kind, fresh, object.site_id));
    const Value now(spec_of(kind, fresh, snapshot_.names, object.site_id));
    for (const FieldChange& field : change.fields) {
        const bool own = kind.field(field.path.substr(0, field.path.find('.'))) != nullptr;
        const Value* shows = own && field.before && field.after ? json::at_path(now, field.path) : nullptr;
        if (shows == nullptr || is_placeholder(*field.after) || *shows != *field.before) continue;
        if (is_ordered_behind(field.path) && place_behind(*field.after) == *shows) continue;
        co_return cannot(shown(change.key),
                         fmt::format("the farm took {}, and still shows {}", field.path, shown_value(*shows)),
                         "where the object inherits it, say in the document that it does not");
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> Sender::remove(const Kind& kind, const Object& object) {
    if (!kind.remove) co_return cannot(shown(object.key), "the API cannot delete it");
    const std::vector<std::string> targets(1, object.thing.id);
    auto sent = co_await write(*kind.remove, targets, {}, object.site_id);
    if (!sent && sent.error().http_status != 404) co_return sent.error();
    co_return Result<>{};
}

asio::awaitable<Result<>> Sender::change_fields(const Kind& kind, const json::Object& now,
                                                const json::Object& spec, std::vector<std::string> targets,
                                                const std::string& site, const std::string& new_name) {
    if (!kind.update) co_return Result<>{};
    CO_TRY_LET(auto body, body_of(kind, spec, &now, site));
    if (!new_name.empty()) {
        if (kind.renames.empty()) co_return cannot(kind.name, "the API cannot rename it");
        body.set(kind.renames, new_name);
    }
    if (body.empty()) co_return Result<>{};
    CO_TRY(co_await write(*kind.update, std::move(targets), std::move(body), site));
    co_return Result<>{};
}

asio::awaitable<Result<>> Sender::change_parts(const Kind& kind, const Thing& thing, const json::Object& spec,
                                               std::vector<std::string> targets, const std::string& site) {
    static const std::vector<Thing> none;
    for (const Kind& part : kind.parts) {
        const Value* wanted = at_step(spec, part.step);
        if (wanted == nullptr) continue;
        const auto found = thing.parts.find(part.name);
        const std::vector<Thing>& now = found == thing.parts.end() ? none : found->second;
        if (part.form == Form::single && wanted->is_object()) {
            const json::Object before =
                now.empty() ? json::Object{} : spec_of(part, now.front(), snapshot_.names, site);
            auto sent = co_await change_fields(part, before, wanted->as_object(), targets, site, {});
            if (!sent) co_return sent;
            if (!now.empty()) {
                sent = co_await change_parts(part, now.front(), wanted->as_object(), targets, site);
                if (!sent) co_return sent;
            }
        } else if (part.form == Form::members && wanted->is_array()) {
            auto sent = co_await change_members(part, now, wanted->as_array(), targets, site);
            if (!sent) co_return sent;
        } else if (part.form == Form::listed && wanted->is_array()) {
            auto sent = co_await change_entries(part, now, wanted->as_array(), targets, site);
            if (!sent) co_return sent;
        }
    }
    co_return Result<>{};
}

}  // namespace rasctl::state
