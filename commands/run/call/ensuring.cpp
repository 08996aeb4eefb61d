#include "commands/run/call/ensuring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/run/call/acting.hpp"
#include "commands/run/call/confirmation.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/call/look_ups.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "output/enumeration.hpp"
#include "terminal/sanitize.hpp"
#include "text/letter_case.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;
using json::Value;

// Objects of one name in two of these places are two objects.
constexpr std::string_view folder = "parentId";
constexpr std::array<std::string_view, 2> places{"siteId", folder};

// An operation of the noun's verb for one object below the same parents.
std::optional<catalog::Operation> sibling(const ActPlan& create, std::string_view verb, int version) {
    const auto noun = create.command.noun();
    const auto command = noun.catalog().command(fmt::format("{} {}", noun.name(), verb));
    if (!command) return std::nullopt;
    const auto choice = farm::choose_operation(*command, create.targets.shared.size() + 1, version);
    const bool fits = choice && choice->per_target && choice->shared_targets == create.targets.shared.size();
    return fits ? std::optional(choice->operation) : std::nullopt;
}

// Whether the object shows what was given, in whatever form: 1, "1", "1 = Enabled" and "Enabled".
bool holds(const Value& shown, const Value& given, const catalog::Field& field) {
    if (shown == given) return true;
    if (given.is_array() && shown.is_array())
        return std::ranges::equal(shown.as_array(), given.as_array(),
                                  [&](const Value& a, const Value& b) { return holds(a, b, field); });
    if (given.is_object() && shown.is_object())
        return std::ranges::all_of(given.as_object(), [&](const json::Member& member) {
            const Value* other = farm::member_of(shown, member.name);
            const auto schema = field.type().schema();
            const auto inner = schema ? schema->field(member.name) : std::nullopt;
            return other && (*other == member.value || (inner && holds(*other, member.value, *inner)));
        });
    if (given.is_array() || given.is_object()) return false;
    if (const auto enumeration = output::enumeration_of(field)) {
        const auto a = output::enum_number(shown, *enumeration), b = output::enum_number(given, *enumeration);
        return a && a == b;
    }
    const auto a = shown.to_double(), b = given.to_double();
    return a && b ? *a == *b : shown.scalar_text() == given.scalar_text() && !shown.is_null();
}

class Ensuring {
  public:
    Ensuring(Context& context, session::Session& session, const ActPlan& plan, const Arguments& arguments,
             farm::Directory& directory)
        : context_(context), session_(session), plan_(plan), arguments_(arguments), directory_(directory) {}

    asio::awaitable<Result<>> run() {
        CO_TRY(find_key());
        auto there = co_await find(directory_);
        if (!there) co_return there.error();
        if (*there) co_return co_await exists(**there);
        if (context_.settings().on(SettingId::dry_run))
            co_return show_instead(plan_.operation, plan_.arguments_for(nullptr));
        auto made = co_await farm::call(session_, plan_.operation, plan_.arguments_for(nullptr));
        if (!made && made.error().http_status == 409) {
            // Somebody was quicker; what was listed before does not count any more.
            farm::Directory again(session_, context_.catalog());
            there = co_await find(again);
            if (there && *there) co_return co_await exists(**there);
        }
        if (!made) co_return made.error();
        const Target target{.id = farm::text_of(*made, "id"), .name = name_};
        co_return co_await told(std::move(*made), target, "created", plan_.command);
    }

  private:
    Result<> find_key() {
        version_ = session_.known_server_version();
        identity_ = plan_.command.noun().identity();
        const Value* given = plan_.input.body ? farm::member_of(*plan_.input.body, identity_) : nullptr;
        name_ = given ? given->scalar_text() : std::string{};
        get_ = sibling(plan_, "get", version_);
        update_ = sibling(plan_, "update", version_);
        if (!name_.empty() && (get_ || update_)) return {};
        return Error{
            .exit_code = ExitCode::usage,
            .what = fmt::format("cannot tell whether the {} exists", plan_.command.noun().name()),
            .why = name_.empty() ? "no name is given by which to find it" : "the API does not show one",
            .hint = fmt::format("rasctl {} --help", plan_.command.name())};
    }

    // Null where there is none.
    asio::awaitable<Result<std::optional<Target>>> find(farm::Directory& directory) {
        const catalog::Operation& one = get_ ? *get_ : *update_;
        CO_TRY_LET(auto entries,
                   co_await directory.candidates(one, plan_.targets.shared.size(), plan_.targets.shared));
        std::vector<const farm::Entry*> found;
        for (const farm::Entry& entry : *entries)
            if (folded(entry.name) == folded(name_) && is_at_same_place(entry.row)) found.push_back(&entry);
        if (found.empty()) co_return std::optional<Target>{};
        if (found.size() == 1) co_return std::optional(Target{found.front()->id, found.front()->name});
        Error error{
            .exit_code = ExitCode::usage,
            .what = fmt::format("'{}' is ambiguous", terminal::sanitize(name_)),
            .why = fmt::format("{} of kind {} are called so", found.size(), plan_.command.noun().name()),
            .hint = fmt::format("rasctl {} list", plan_.command.noun().name())};
        for (const farm::Entry* entry : found)
            error.details.push_back(fmt::format("id:{}  {}", entry->id, entry->name));
        co_return error;
    }

    // What names no folder is made at the top; which site it goes to without a word is the server's choice.
    std::string place_given(std::string_view place) const {
        std::string given = farm::text_of(*plan_.input.body, place);
        const auto body = plan_.operation.body();
        if (given.empty() && place == folder && body && body->field(folder)) given = "0";
        return given;
    }

    bool is_at_same_place(const Value& row) const {
        return std::ranges::all_of(places, [&](std::string_view place) {
            const std::string given = place_given(place), shown = farm::text_of(row, place);
            return given.empty() || shown.empty() || given == shown;
        });
    }

    asio::awaitable<Result<>> exists(Target target) {
        if (!arguments_.on("or-update")) {
            if (context_.settings().on(SettingId::dry_run)) {
                tell(target, "exists");
                co_return Result<>{};
            }
            CO_TRY_LET(auto now, co_await read(target));
            co_return co_await told(std::move(now), target, "exists", std::nullopt);
        }
        if (!update_)
            co_return Error{.exit_code = ExitCode::usage,
                            .what = fmt::format("cannot update a {}", plan_.command.noun().name()),
                            .why = "the API has no such operation",
                            .hint = "say --if-not-exists"};
        CO_TRY_LET(auto now, co_await read(target));
        auto change = changed_fields(now);
        if (change.empty()) {
            if (!context_.settings().on(SettingId::dry_run))
                co_return co_await told(std::move(now), target, "unchanged", std::nullopt);
            tell(target, "unchanged");
            co_return Result<>{};
        }
        co_return co_await update(target, std::move(change));
    }

    asio::awaitable<Result<>> update(const Target& target, json::Object change) {
        ActPlan plan{.command = update_->command(), .operation = *update_, .per_target = true};
        plan.targets = {plan_.targets.shared, {target}};
        plan.input.body = std::move(change);
        if (const auto reason = why_ask(plan)) {
            const Question question{
                .act = std::string(plan.command.name()), .reason = *reason, .targets = {target}};
            if (auto agreed = confirm(context_, question); !agreed) co_return agreed;
        }
        const farm::Arguments arguments = plan.arguments_for(&target);
        if (context_.settings().on(SettingId::dry_run)) co_return show_instead(*update_, arguments);
        CO_TRY(co_await farm::call(session_, *update_, arguments));
        CO_TRY_LET(auto now, co_await read(target));
        co_return co_await told(std::move(now), target, "updated", plan.command);
    }

    asio::awaitable<Result<Value>> read(const Target& target) {
        if (!get_) {
            json::Object row;
            row.append("id", id_value(target.id));
            row.append(identity_, target.name);
            co_return Value(std::move(row));
        }
        farm::Arguments arguments;
        arguments.targets = plan_.targets.shared;
        arguments.targets.push_back(target.id);
        co_return co_await farm::call(session_, *get_, arguments);
    }

    // What was given and the object does not show; fields that only create takes are named.
    json::Object changed_fields(const Value& now) {
        json::Object change;
        const auto takes = update_->body();
        const auto given = plan_.operation.body();
        for (const json::Member& member : plan_.input.body->as_object()) {
            const auto of_create = given ? given->field(member.name) : std::nullopt;
            const auto field = takes ? takes->field(member.name) : std::nullopt;
            const auto known = field ? field : of_create;
            const Value* shown = known && !known->maps().empty() ? json::at_path(now, known->maps())
                                                                 : farm::member_of(now, member.name);
            if (shown && known && !known->secret() && holds(*shown, member.value, *known)) continue;
            if (field || (!of_create && takes && !takes->complete()))
                change.append(member.name, member.value);
            else
                context_.note(fmt::format("rasctl: warning: '{}' stays as it is: '{}' does not take it",
                                          terminal::sanitize(member.name), update_->command().name()));
        }
        return change;
    }

    Result<> show_instead(const catalog::Operation& operation, const farm::Arguments& arguments) {
        return show_request(context_, session_.endpoint(),
                            farm::build_request(operation, arguments, version_));
    }

    void tell(const Target& target, std::string_view what) {
        context_.note(fmt::format("{} {} {}", plan_.command.noun().name(), shown(target), what));
    }

    asio::awaitable<Result<>> told(Value object, Target target, std::string_view what,
                                   std::optional<catalog::Command> changed) {
        if (target.name.empty()) target.name = name_;
        tell(target, what);
        const ReportForm form = form_of(plan_, arguments_);
        CO_TRY_LET(auto renderer, make_renderer(context_, form.object, false));
        if (!object.is_null() && !is_for_programs(context_)) {
            const std::vector<const Value*> answers(1, &object);
            auto known = co_await look_up_answers(renderer, directory_, form.object, answers);
            if (!known) co_return known;
        }
        if (!object.is_null()) CO_TRY(present(renderer, std::move(object)));
        if (changed) co_return co_await make_live(context_, session_, *changed);
        co_return Result<>{};
    }

    // For people as the one row of a list, as `create` does.
    Result<> present(output::Renderer& renderer, Value object) {
        if (is_for_programs(context_)) {
            if (auto shown = renderer.value(std::move(object)); !shown) return shown;
        } else
            TRY(renderer.row(std::move(object)));
        TRY(renderer.finish());
        return context_.streams().out().flush();
    }

    Context& context_;
    session::Session& session_;
    const ActPlan& plan_;
    const Arguments& arguments_;
    farm::Directory& directory_;
    int version_ = 0;
    std::string identity_, name_;
    std::optional<catalog::Operation> get_{}, update_{};
};

}  // namespace

bool ensures(const Arguments& arguments) {
    return arguments.on("if-not-exists") || arguments.on("or-update");
}

asio::awaitable<Result<>> ensure(Context& context, session::Session& session, const ActPlan& plan,
                                 const Arguments& arguments, farm::Directory& directory) {
    co_return co_await Ensuring(context, session, plan, arguments, directory).run();
}

}  // namespace rasctl::commands
