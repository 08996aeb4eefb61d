// Lists that are parts of an object: only what differs is added and removed.
#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "state/member_entry.hpp"
#include "state/send.hpp"
#include "state/value_form.hpp"

namespace rasctl::state {
namespace {

namespace asio = boost::asio;
using json::Value;

bool holds(const json::Array& there, const Value& wanted) {
    return std::ranges::any_of(there, [&](const Value& one) { return is_met(one, wanted); });
}

bool asks_for(const json::Array& wanted, const Value& there) {
    return std::ranges::any_of(wanted, [&](const Value& one) { return is_met(there, one); });
}

// What names the member where a path does, of the fields that a request has of it.
std::string target_of(const Thing& thing, const json::Object& fields) {
    if (!thing.id.empty() || fields.empty()) return thing.id;
    return fields.begin()->value.scalar_text();
}

bool is_named_by_path(const catalog::Operation& operation, const std::vector<std::string>& owners) {
    return operation.path_parameters().size() > owners.size();
}

std::string name_of_entry(const Kind& part, const Value& entry) {
    const Value* named = part.identity.empty() ? nullptr : entry.find(part.identity);
    return named ? named->scalar_text() : std::string();
}

// Which of those that are there each entry is, or now.size(): found by name, or, without one, by its place.
// Where the API makes none, those that are left over go by their places too: they are renamed.
std::vector<std::size_t> places_of(const Kind& part, const std::vector<Thing>& now,
                                   const json::Array& wanted) {
    std::vector<std::size_t> places(wanted.size(), now.size());
    std::vector<bool> met(now.size());
    const auto meet = [&](std::size_t i, auto fits) {
        for (std::size_t j = 0; j < now.size() && places[i] == now.size(); ++j)
            if (!met[j] && fits(j)) places[i] = j, met[j] = true;
    };
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string name = name_of_entry(part, wanted[i]);
        meet(i, [&](std::size_t j) { return name.empty() ? j == i : now[j].name == name; });
    }
    if (!part.create && !part.remove)
        for (std::size_t i = 0; i < wanted.size(); ++i) meet(i, [](std::size_t) { return true; });
    return places;
}

// Whether one of those that are there is to have another place among the others.
bool moves_some(const std::vector<Thing>& now, const json::Array& wanted,
                const std::vector<std::size_t>& places) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const json::Member* place = wanted[i].is_object() ? place_member(wanted[i].as_object()) : nullptr;
        if (place == nullptr || places[i] == now.size()) continue;
        const Value* current = now[places[i]].row.find(place->name);
        if (current == nullptr || current->to_double() != place->value.to_double()) return true;
    }
    return false;
}

}  // namespace

asio::awaitable<Result<>> Sender::change_members(const Kind& part, const std::vector<Thing>& now,
                                                 const json::Array& wanted, std::vector<std::string> owners,
                                                 const std::string& site) {
    json::Array there;
    for (const Thing& thing : now)
        there.push_back(member_of_document(part, thing.row, snapshot_.names, site));
    if (part.replaces) {
        const bool same = std::ranges::is_permutation(there, wanted);
        if (same || part.fields.empty()) co_return Result<>{};
        json::Object whole;
        whole.append(std::string(part.fields.front().field.name()), wanted);
        CO_TRY_LET(auto body, body_of(part, whole, nullptr, site));
        CO_TRY(co_await write(*part.create, owners, std::move(body), site));
        co_return Result<>{};
    }
    for (std::size_t i = 0; i < there.size(); ++i) {
        if (asks_for(wanted, there[i])) continue;
        CO_TRY_LET(auto fields, body_of(part, fields_of_entry(part, there[i]), nullptr, site));
        std::vector<std::string> targets = owners;
        json::Object body;
        if (is_named_by_path(*part.remove, owners)) targets.push_back(target_of(now[i], fields));
        // The body that removes may take less than the one that adds.
        const auto schema = part.remove->body();
        for (const json::Member& member : fields)
            if (schema ? schema->field(member.name).has_value() : !is_named_by_path(*part.remove, owners))
                body.append(member.name, member.value);
        auto sent = co_await write(*part.remove, std::move(targets), std::move(body), site);
        if (!sent) co_return sent.error();
    }
    for (const Value& entry : wanted) {
        if (holds(there, entry)) continue;
        CO_TRY_LET(auto body, body_of(part, fields_of_entry(part, entry), nullptr, site));
        std::vector<std::string> targets = owners;
        if (is_named_by_path(*part.create, owners)) targets.push_back(target_of({}, body));
        auto sent = co_await write(*part.create, std::move(targets), std::move(body), site);
        if (!sent) co_return sent.error();
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> Sender::change_entries(const Kind& part, const std::vector<Thing>& now,
                                                 const json::Array& wanted, std::vector<std::string> owners,
                                                 const std::string& site) {
    const std::vector<std::size_t> places = places_of(part, now, wanted);
    std::vector<bool> met(now.size());
    const bool moves = moves_some(now, wanted, places);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!wanted[i].is_object()) continue;
        json::Object spec = wanted[i].as_object();
        const std::string name = name_of_entry(part, wanted[i]);
        spec.erase(part.identity);
        Thing thing;
        std::string new_name;
        if (places[i] < now.size()) {
            met[places[i]] = true;
            thing = now[places[i]];
            if (!name.empty() && thing.name != name) new_name = name;
        } else {
            CO_TRY_LET(auto made, co_await create_thing(part, name, spec, owners, site));
            if (way_.pretends) continue;
            thing = std::move(made);
            if (auto read = co_await reader_.complete(part, thing, owners, site); !read) co_return read;
        }
        std::vector<std::string> targets = owners;
        targets.push_back(thing.id);
        json::Object before = spec_of(part, thing, snapshot_.names, site);
        // Who moves pushes others aside: from the first to the last each is told its place.
        if (const json::Member* place = moves ? place_member(spec) : nullptr) before.erase(place->name);
        auto sent = co_await change_fields(part, before, spec, targets, site, new_name);
        if (!sent) co_return sent;
        sent = co_await change_parts(part, thing, spec, targets, site);
        if (!sent) co_return sent;
    }
    for (std::size_t j = 0; j < now.size(); ++j) {
        if (met[j]) continue;
        if (!part.remove)
            co_return Error{.exit_code = ExitCode::invalid,
                            .what = fmt::format("cannot remove {} '{}'", part.name, now[j].name),
                            .why = "the API cannot delete it"};
        std::vector<std::string> targets = owners;
        targets.push_back(now[j].id);
        auto sent = co_await write(*part.remove, std::move(targets), {}, site);
        if (!sent) co_return sent.error();
    }
    co_return Result<>{};
}

}  // namespace rasctl::state
