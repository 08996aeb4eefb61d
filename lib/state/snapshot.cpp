#include "state/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/for_each.hpp"
#include "farm/row_member.hpp"
#include "state/told_reference.hpp"
#include "text/ascii.hpp"

namespace rasctl::state {
namespace {

namespace asio = boost::asio;
using catalog::Operation;
using farm::text_of;
using json::Value;

bool is_absent(const Error& error) {
    return error.http_status == 404 || error.http_status == 405;
}

void read_references(const catalog::Field& field, std::set<std::string>& seen,
                     std::vector<std::string>& refers, std::size_t depth) {
    constexpr std::size_t deepest = 6;
    if (!field.refers().empty() && seen.insert(std::string(field.refers())).second)
        refers.emplace_back(field.refers());
    const auto schema = field.type().schema();
    if (!schema || schema->kind() != catalog::SchemaKind::object || depth > deepest) return;
    for (const catalog::Field inner : schema->fields()) read_references(inner, seen, refers, depth + 1);
}

// What was read already and shows the part; nothing where it is asked for.
const Value* row_that_shows(const Kind& part, const Thing& owner) {
    if (!part.shown_at) return nullptr;
    if (part.shown_by.empty()) return &owner.row;
    const auto beside = owner.parts.find(part.shown_by);
    return beside == owner.parts.end() || beside->second.empty() ? nullptr : &beside->second.front().row;
}

// Whether a row of a list within another answer holds all that can be written of the part.
bool shows_whole(const Kind& part, const Value& row) {
    return std::ranges::all_of(part.fields, [&](const KindField& field) {
        return !field.shown() || field.field.secret() || json::at_path(row, field.place) != nullptr;
    });
}

// Whether the list that the thing is from does not show all of it.
bool asks_for_itself(const Kind& kind, const Thing& thing) {
    const bool hides_parts = std::ranges::any_of(kind.parts, [&](const Kind& part) {
        return part.shown_at && !part.shown_at->empty() && part.shown_by.empty() &&
               json::at_path(thing.row, *part.shown_at) == nullptr;
    });
    return kind.form == Form::listed && kind.get && (!thing.whole || hides_parts);
}

// How many requests reading the rest of it takes, as far as is known before.
std::size_t requests_for(const Kind& kind, const Thing& thing) {
    const bool itself = asks_for_itself(kind, thing);
    const auto asked_for = [&](const Kind& part) {
        if (!is_of_kind(part, kind.reading(), thing.row) || !part.shown_by.empty()) return false;
        if (!part.list && part.form != Form::single) return false;
        return !part.shown_at ||
               (!itself && !part.shown_at->empty() && json::at_path(thing.row, *part.shown_at) == nullptr);
    };
    return (itself ? 1 : 0) + static_cast<std::size_t>(std::ranges::count_if(kind.parts, asked_for));
}

}  // namespace

bool ends_all(const Error& error) {
    return error.http_status == 0 || error.http_status == 401 || error.exit_code == ExitCode::interrupted;
}

const Object* Snapshot::find(const Key& key) const {
    const auto found = std::ranges::find(objects, key, &Object::key);
    return found == objects.end() ? nullptr : &*found;
}

bool Reading::wants(const Kind& kind) const {
    return kinds.empty() || std::ranges::any_of(kinds, [&](const std::string& wanted) {
               return kind.name == wanted || kind.name.starts_with(wanted + " ");
           });
}

void collect_references(const Kind& kind, std::vector<std::string>& refers) {
    std::set<std::string> seen(refers.begin(), refers.end());
    for (const KindField& field : kind.fields) {
        for (std::string& one : may_refer_to(kind, field))
            if (seen.insert(one).second) refers.push_back(std::move(one));
        read_references(field.field, seen, refers, 0);
    }
    for (const Kind& part : kind.parts) collect_references(part, refers);
}

Reader::Reader(session::Session& session, const catalog::Catalog& catalog, const Kinds& kinds,
               Reading reading)
    : session_(session),
      catalog_(catalog),
      kinds_(kinds),
      reading_(std::move(reading)),
      directory_(session, catalog) {}

asio::awaitable<Result<Snapshot>> Reader::run() {
    Snapshot snapshot;
    if (const auto list = directory_.list_for_kind("Site")) {
        auto sites = co_await ask_list(*list);
        if (!sites && ends_all(sites.error())) co_return sites.error();
        if (!sites) note("site", sites.error());
        if (sites) snapshot.sites = named_in(*list, **sites, "Site");
    }
    CO_TRY(find_sites(snapshot.sites));
    CO_TRY(co_await read_lists(snapshot));
    CO_TRY(co_await read_names(snapshot));
    CO_TRY(co_await read_things(snapshot));
    snapshot.not_read = std::move(not_read_);
    co_return snapshot;
}

// Sites that were chosen by ID are known by name from here on.
Result<> Reader::find_sites(const std::vector<Named>& sites) {
    for (std::string& wanted : reading_.sites) {
        const auto found = std::ranges::find_if(sites, [&](const Named& site) {
            return site.id == wanted || equal_ignoring_case(site.name, wanted);
        });
        if (found == sites.end())
            return Error{.exit_code = ExitCode::not_found,
                         .what = fmt::format("no site is called '{}'", wanted),
                         .why = fmt::format("the farm has {} others", sites.size()),
                         .hint = "rasctl site list"};
        wanted = found->name;
    }
    return {};
}

std::vector<Reader::Question> Reader::questions(const Snapshot& snapshot) const {
    std::vector<Question> questions;
    for (const Kind& kind : kinds_.all()) {
        if (!reading_.wants(kind)) continue;
        if (kind.site_query.empty() || snapshot.sites.empty()) {
            questions.push_back({&kind, ""});
            continue;
        }
        for (const Named& site : snapshot.sites)
            if (reading_.sites.empty() ||
                std::ranges::find(reading_.sites, site.name) != reading_.sites.end())
                questions.push_back({&kind, site.id});
    }
    return questions;
}

// Kinds that share a list ask for it once.
asio::awaitable<Result<>> Reader::read_lists(Snapshot& snapshot) {
    const std::vector<Question> all = questions(snapshot);
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> places;
    std::vector<std::pair<Operation, std::string>> requests;
    std::vector<std::size_t> request_of;
    for (const Question& question : all) {
        const Operation operation =
            question.kind->form == Form::single ? *question.kind->get : *question.kind->list;
        const auto [place, added] =
            places.try_emplace({operation.index(), question.site_id}, requests.size());
        if (added) requests.emplace_back(operation, question.site_id);
        request_of.push_back(place->second);
    }
    const farm::Pace pace{.at_once = reading_.at_once, .writes = false, .on_end = {}};
    std::vector<Answer> answers(requests.size());
    const auto outcomes = co_await farm::for_each_number(
        requests.size(), pace, [&](std::size_t i) -> asio::awaitable<Result<Value>> {
            const auto& [operation, site] = requests[i];
            if (site.empty()) {
                CO_TRY_LET(answers[i], co_await ask_list(operation));
            } else {
                CO_TRY_LET(auto answer, co_await ask(operation, {}, site));
                answers[i] = std::make_shared<const Value>(std::move(answer));
            }
            co_return Value();
        });
    for (std::size_t i = 0; i < all.size(); ++i) {
        const farm::Outcome& outcome = outcomes[request_of[i]];
        if (outcome.error && ends_all(*outcome.error)) co_return *outcome.error;
        if (outcome.error)
            note(all[i].kind->name, *outcome.error);
        else
            take(snapshot, all[i], *answers[request_of[i]]);
    }
    co_return Result<>{};
}

void Reader::take(Snapshot& snapshot, const Question& question, const Value& answer) {
    const Kind& kind = *question.kind;
    const auto site_name = [&](const std::string& id) {
        const auto site = std::ranges::find(snapshot.sites, id, &Named::id);
        return site == snapshot.sites.end() ? std::string{} : site->name;
    };
    if (kind.form != Form::listed) {
        Object object{.kind = &kind, .key = {.kind = kind.name, .site = site_name(question.site_id)}};
        object.site_id = question.site_id;
        object.thing.whole = true;
        object.thing.row = answer;
        snapshot.objects.push_back(std::move(object));
        return;
    }
    std::map<std::string, std::size_t> called;
    for (Value& row : rows_of(answer)) {
        std::string site_id = kind.name == "site" ? std::string{} : text_of(row, "siteId");
        if (site_id.empty()) site_id = question.site_id;
        const bool elsewhere = !question.site_id.empty() && site_id != question.site_id;
        if (elsewhere || !is_of_kind(kind, *kind.list, row)) continue;
        Object object{.kind = &kind, .site_id = site_id};
        object.thing = {.id = id_in(kind, row), .name = text_of(row, kind.identity)};
        object.key = {.kind = kind.name, .site = site_name(site_id), .name = object.thing.name};
        const bool wanted = reading_.sites.empty() || object.key.site.empty() ||
                            std::ranges::find(reading_.sites, object.key.site) != reading_.sites.end();
        if (!wanted) continue;
        object.key.occurrence = ++called[site_id + "\n" + object.key.name];
        object.thing.whole = kind.whole_in_list;
        object.thing.row = std::move(row);
        snapshot.objects.push_back(std::move(object));
    }
}

asio::awaitable<Result<>> Reader::read_things(Snapshot& snapshot) {
    const farm::Pace pace{.at_once = reading_.at_once, .writes = false, .on_end = {}};
    std::size_t expected = asked_;
    for (const Object& object : snapshot.objects) expected += requests_for(*object.kind, object.thing);
    expected_ = expected;
    const auto outcomes = co_await farm::for_each_number(
        snapshot.objects.size(), pace, [&](std::size_t i) -> asio::awaitable<Result<Value>> {
            Object& object = snapshot.objects[i];
            CO_TRY(co_await complete(*object.kind, object.thing, {}, object.site_id));
            co_return Value();
        });
    for (const farm::Outcome& outcome : outcomes)
        if (outcome.error) co_return *outcome.error;
    co_return Result<>{};
}

asio::awaitable<Result<Value>> Reader::ask(const Operation& operation,
                                           const std::vector<std::string>& targets,
                                           const std::string& site_id) {
    farm::Arguments arguments;
    arguments.targets = targets;
    const auto site = operation.flag("site");
    if (!site_id.empty() && site && !site->query().empty())
        arguments.query.emplace_back(std::string(site->query()), Value(json::Number{site_id}));
    auto answer = co_await farm::call(session_, operation, arguments);
    ++asked_;
    tell_progress();
    co_return answer;
}

asio::awaitable<Result<Reader::Answer>> Reader::ask_list(const Operation& list) {
    if (const auto known = lists_.find(list.index()); known != lists_.end()) co_return known->second;
    const std::vector<std::string> no_targets;
    CO_TRY_LET(auto rows, co_await ask(list, no_targets, std::string()));
    auto answer = std::make_shared<const Value>(std::move(rows));
    lists_.insert_or_assign(list.index(), answer);
    co_return answer;
}

void Reader::tell_progress() {
    if (expected_) expected_ = std::max(*expected_, asked_);
    if (reading_.on_progress) reading_.on_progress(asked_, expected_);
}

asio::awaitable<Result<>> Reader::refresh(const Kind& kind, Thing& thing, std::string site_id) {
    std::vector<std::string> targets;
    if (kind.form == Form::listed) targets.push_back(thing.id);
    const auto& reading = kind.form == Form::members ? kind.list : kind.get;
    if (!reading) co_return Result<>{};
    CO_TRY_LET(auto row, co_await ask(*reading, targets, site_id));
    thing.row = std::move(row);
    co_return Result<>{};
}

asio::awaitable<Result<Thing>> Reader::find(const Kind& kind, std::string name,
                                            std::vector<std::string> owners, std::string site_id) {
    CO_TRY_LET(auto answer, co_await ask(*kind.list, owners, site_id));
    Thing found;
    for (Value& row : rows_of(std::move(answer)))
        if (name.empty() || text_of(row, kind.identity) == name)
            found = {.id = id_in(kind, row), .name = name, .row = std::move(row)};
    if (found.id.empty())
        co_return Error{.exit_code = ExitCode::not_found,
                        .what = fmt::format("{} '{}' was made and is not in the list", kind.name, name),
                        .why = "the server did not tell its ID",
                        .hint = "apply again"};
    co_return found;
}

asio::awaitable<Result<>> Reader::complete(const Kind& kind, Thing& thing, std::vector<std::string> owners,
                                           std::string site_id) {
    std::vector<std::string> targets = owners;
    if (kind.form == Form::listed) targets.push_back(thing.id);
    if (asks_for_itself(kind, thing)) {
        auto row = co_await ask(*kind.get, targets, site_id);
        if (!row && ends_all(row.error())) co_return row.error();
        if (!row)
            note(fmt::format("{} {}", kind.name, thing.name), row.error());
        else if (row->is_object())
            thing.row = std::move(*row);
    }
    thing.whole = true;
    for (const Kind& part : kind.parts) {
        if (!is_of_kind(part, kind.reading(), thing.row)) continue;
        if (auto read = co_await read_part(part, thing, targets, site_id); !read) co_return read;
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> Reader::read_part(const Kind& part, Thing& owner,
                                            const std::vector<std::string>& owners,
                                            const std::string& site_id) {
    std::optional<Value> answer;
    const Value* shows = row_that_shows(part, owner);
    if (shows != nullptr)
        if (const Value* shown = part.shown_at->empty() ? shows : json::at_path(*shows, *part.shown_at))
            answer = *shown;
    const bool from_owner = answer.has_value();
    const bool is_shown_only = !part.list && part.form != Form::single;
    if (!answer && is_shown_only) co_return Result<>{};
    if (!answer) {
        auto asked = co_await ask(part.form == Form::single ? *part.get : *part.list, owners, site_id);
        if (!asked && ends_all(asked.error())) co_return asked.error();
        if (!asked && !is_absent(asked.error())) note(part.name, asked.error());
        if (!asked) co_return Result<>{};
        answer = std::move(*asked);
    }
    std::vector<Thing> things;
    if (part.form == Form::single) {
        things.push_back({.row = std::move(*answer), .whole = true});
    } else {
        for (Value& row : rows_of(std::move(*answer))) {
            Thing thing{.id = id_in(part, row)};
            thing.name = text_of(row, part.identity);
            thing.whole =
                part.form == Form::members || (from_owner ? shows_whole(part, row) : part.whole_in_list);
            thing.row = std::move(row);
            things.push_back(std::move(thing));
        }
    }
    for (Thing& thing : things)
        if (part.form != Form::members) CO_TRY(co_await complete(part, thing, owners, site_id));
    owner.parts.insert_or_assign(part.name, std::move(things));
    co_return Result<>{};
}

void Reader::note(std::string what, const Error& error) {
    if (std::ranges::find(not_read_, what, &std::pair<std::string, std::string>::first) == not_read_.end())
        not_read_.emplace_back(std::move(what), error.why.empty() ? error.what : error.why);
}

}  // namespace rasctl::state
