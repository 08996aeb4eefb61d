#include "commands/run/farm/wait_look.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/run/call/named_objects.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "commands/run/completion/name_cache.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

namespace {

const json::Value* row_with(const json::Value& rows, const std::string& id) {
    if (!rows.is_array()) return nullptr;
    for (const json::Value& row : rows.as_array())
        for (const std::string_view name : {"id", "hostID"})
            if (const json::Value* value = row.find(name); value && value->scalar_text() == id) return &row;
    return nullptr;
}

}  // namespace

Result<WaitPlan> WaitLook::plan(int version) const {
    const std::size_t count = words_.size() + (selects_targets(arguments_) ? 1 : 0);
    auto planned = plan_wait(context_.catalog(), noun_, arguments_.all("for"), count, version);
    if (!planned) return planned;
    TRY(selection(planned->sources.front().one));
    return planned;
}

Result<> WaitLook::check() {
    auto planned = plan(0);
    return planned ? Result<>{} : Result<>(planned.error());
}

Result<farm::Selection> WaitLook::selection(const farm::Choice& choice) const {
    farm::Choosing choosing{.command = "wait", .words = words_, .all = arguments_.on("all")};
    choosing.narrowings = narrowings(arguments_, {"where"});
    // Of what takes no target there is one.
    if (!choice.per_target && !selects_targets(arguments_)) choosing.all = true;
    return farm::Selection::of(std::move(choosing),
                               choice.per_target ? choice.shared_targets : words_.size());
}

bool Look::is_passing(const Error& error) const {
    switch (error.http_status) {
        case 408:
        case 429:
        case 502:
        case 503:
        case 504:
            return true;
        default:
            return reached_ && error.http_status == 0 &&
                   (error.exit_code == ExitCode::network || error.exit_code == ExitCode::timed_out);
    }
}

asio::awaitable<Result<>> WaitLook::look(Clock::time_point started) {
    if (!ready_) CO_TRY(co_await get_ready());
    CO_TRY(co_await find_missing());
    auto judged = co_await judge_all();
    for (Waited& one : waited_)
        if (!one.met || one.took == Clock::duration{}) one.took = Clock::now() - started;
    co_return judged;
}

// Learns what to ask, and of what.
asio::awaitable<Result<>> WaitLook::get_ready() {
    CO_TRY_LET(auto version, co_await session_->server_version());
    reached_ = true;
    CO_TRY_LET(auto planned, plan(version));
    plan_ = std::move(planned);
    farm::Directory directory = make_directory();
    for (Source& source : plan_.sources)
        for (WaitCondition& condition : source.conditions)
            CO_TRY(co_await look_names_up(condition.where, directory));
    CO_TRY(co_await choose(directory));
    for (const Source& source : plan_.sources)
        for (const WaitCondition& condition : source.conditions)
            if (const auto note = condition.where.note()) context_.note("rasctl: --for: " + *note);
    ready_ = true;
    co_return Result<>{};
}

farm::Directory WaitLook::make_directory() {
    return {*session_, context_.catalog(), name_keeper(context_),
            [this](const std::string& note) { context_.note("rasctl: " + terminal::sanitize(note)); }};
}

asio::awaitable<Result<>> WaitLook::choose(farm::Directory& directory) {
    const farm::Choice& one = plan_.sources.front().one;
    shared_.clear();
    waited_.clear();
    if (selects_targets(arguments_)) {
        CO_TRY_LET(auto chosen, selection(one));
        CO_TRY_LET(auto targets, co_await find_targets(context_, one, chosen, directory, false));
        shared_ = targets.shared;
        for (Target& target : targets.each) waited_.push_back({.target = std::move(target)});
        co_return Result<>{};
    }
    for (std::size_t i = 0; i < one.shared_targets; ++i) {
        CO_TRY_LET(auto id, co_await directory.target_id(one.operation, i, shared_, words_[i]));
        shared_.push_back(std::move(id));
    }
    if (!one.per_target) {
        waited_.push_back({.target = {.id = words_.empty() ? noun_ : words_.back(), .name = {}}});
        co_return Result<>{};
    }
    for (std::size_t i = one.shared_targets; i < words_.size(); ++i)
        waited_.push_back({.target = {.id = {}, .name = words_[i]}, .word = words_[i]});
    co_return Result<>{};
}

// Finds the IDs of those that had none yet. Something that cannot be found is as deleted as can be.
asio::awaitable<Result<>> WaitLook::find_missing() {
    farm::Directory directory = make_directory();
    const farm::Choice& one = plan_.sources.front().one;
    for (Waited& waited : waited_) {
        if (waited.word.empty() || waited.met) continue;
        auto id = co_await directory.target_id(one.operation, one.shared_targets, shared_, waited.word);
        const bool absent = !id && id.error().exit_code == ExitCode::not_found;
        if (absent && (plan_.deleted || plan_.created)) {
            waited.met = plan_.deleted;
            waited.seen = plan_.deleted ? "deleted" : "not there yet";
            continue;
        }
        if (!id) co_return id.error();
        const bool by_name = *id != waited.word && !waited.word.starts_with("id:");
        waited.target = {.id = std::move(*id), .name = by_name ? waited.word : ""};
        if (waited.target.name.starts_with("name:")) waited.target.name.erase(0, 5);
        waited.word.clear();
    }
    forget_repeated();
    co_return Result<>{};
}

// Two words may name one object.
void WaitLook::forget_repeated() {
    std::vector<Waited> once;
    for (Waited& one : waited_) {
        const bool twice = one.word.empty() && std::ranges::any_of(once, [&](const Waited& other) {
                               return other.word.empty() && other.target.id == one.target.id;
                           });
        if (!twice) once.push_back(std::move(one));
    }
    waited_ = std::move(once);
}

std::vector<Waited*> Look::open_ones() {
    std::vector<Waited*> open;
    for (Waited& one : waited_)
        if (!one.met) open.push_back(&one);
    return open;
}

// Asks every source about those that are open and can be asked about; what could not be asked stays open.
asio::awaitable<Result<>> WaitLook::judge_all() {
    std::vector<Waited*> asked = open_ones();
    std::erase_if(asked, [](const Waited* one) { return !one->word.empty(); });
    if (asked.empty()) co_return Result<>{};
    for (Waited* one : asked) {
        one->holds = true;
        one->seen.clear();
    }
    for (const Source& source : plan_.sources) {
        Result<> answered;
        if (asked.size() > 1 && source.all)
            answered = co_await ask_all(source, asked);
        else
            answered = co_await ask_each(source, asked);
        if (!answered) co_return answered;
    }
    // Only a look that came to its end counts.
    for (Waited* one : asked) one->met = one->holds;
    co_return Result<>{};
}

asio::awaitable<Result<>> WaitLook::ask_all(const Source& source, const std::vector<Waited*>& open) {
    farm::Arguments arguments;
    arguments.targets = shared_;
    CO_TRY_LET(auto answer, co_await farm::call(*session_, *source.all, arguments));
    for (Waited* one : open) {
        const json::Value* row = row_with(answer, one->target.id);
        if (auto judged = judge(source, *one, row); !judged) co_return judged;
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> WaitLook::ask_each(const Source& source, const std::vector<Waited*>& open) {
    const auto ask = [&](const Waited* one) -> asio::awaitable<Result<json::Value>> {
        farm::Arguments arguments;
        arguments.targets = shared_;
        if (source.one.per_target) arguments.targets.push_back(one->target.id);
        co_return co_await farm::call(*session_, source.one.operation, arguments);
    };
    SideBySide side_by_side(context_, "", open.size());
    auto outcomes = co_await farm::for_each(open, side_by_side.pace(false), ask);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const bool gone = outcomes[i].error && outcomes[i].error->exit_code == ExitCode::not_found;
        if (outcomes[i].error && !gone) co_return *outcomes[i].error;
        if (outcomes[i].ending == farm::Ending::not_started) {
            open[i]->holds = false;
            continue;
        }
        const json::Value* row = gone ? nullptr : &outcomes[i].answer;
        if (row && row->is_array()) row = row->as_array().empty() ? nullptr : &row->as_array().front();
        if (auto judged = judge(source, *open[i], row); !judged) co_return judged;
    }
    co_return Result<>{};
}

// No row: the object is gone, or not there yet.
Result<> WaitLook::judge(const Source& source, Waited& one, const json::Value* row) {
    if (row == nullptr) {
        one.holds = one.holds && plan_.deleted;
        one.seen = plan_.created ? "not there yet" : "deleted";
        if (plan_.deleted || plan_.created) return {};
        return Error{.exit_code = ExitCode::not_found,
                     .what = fmt::format("cannot wait for {} {}", noun_, shown(one.target)),
                     .why = "it is not there",
                     .hint = fmt::format("rasctl {} list", noun_)};
    }
    if (plan_.deleted) one.holds = false;
    if (one.seen.empty() && (plan_.deleted || plan_.created))
        one.seen = plan_.deleted ? "still there" : "created";
    for (const WaitCondition& condition : source.conditions) {
        for (const output::FieldPath& field : condition.where.needed_fields())
            if (!field.field && field.in(*row) == nullptr)
                return shows_no_such_field(one.target, condition, field, *row);
        one.holds = one.holds && condition.where.matches(*row);
        one.seen += fmt::format("{}{}", one.seen.empty() ? "" : ", ", seen_text(condition, *row));
    }
    return {};
}

// Neither the catalogue nor the farm knows the field: waiting for it would last for ever.
Error WaitLook::shows_no_such_field(const Target& target, const WaitCondition& condition,
                                    const output::FieldPath& field, const json::Value& row) const {
    std::vector<std::string> names;
    if (row.is_object())
        for (const json::Member& member : row.as_object()) names.emplace_back(member.name);
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("cannot wait for '{}'", terminal::sanitize(condition.text)),
                .why = fmt::format("{} {} shows no such field", noun_, shown(target)),
                .hint = fmt::format("rasctl explain {}", noun_)};
    if (const auto close = nearest(field.path, names))
        error.hint = fmt::format("did you mean {}?", terminal::sanitize(*close));
    return error;
}

}  // namespace rasctl::commands
