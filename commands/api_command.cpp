#include "commands/api_command.hpp"
#include "commands/exit_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/call/answer.hpp"
#include "commands/call/body_input.hpp"
#include "commands/call/confirmation.hpp"
#include "commands/call/dry_run.hpp"
#include "commands/call/many_targets.hpp"
#include "commands/call/named_objects.hpp"
#include "commands/call/progress_ticker.hpp"
#include "commands/call/result_output.hpp"
#include "commands/call/where_check.hpp"
#include "commands/completion/name_cache.hpp"
#include "commands/watch/watch.hpp"
#include "commands/watch/watch_rows.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::Command;
using catalog::Operation;
using catalog::ResponseKind;
using config::SettingId;

// Verbs whose effect waits for `settings apply`; other acts are immediate (API README, Pending changes).
constexpr std::array pending_verbs{"create", "update", "delete", "add",       "remove",  "order",
                                   "move",   "copy",   "sort",   "duplicate", "priority"};

std::string past(std::string_view verb) {
    if (verb == "create") return "created";
    if (verb == "update") return "changed";
    if (verb == "delete") return "deleted";
    if (verb == "add") return "added";
    if (verb == "remove") return "removed";
    return fmt::format("{}: done", verb);
}

class ApiRun {
  public:
    ApiRun(Context& context, const Command& command, const Arguments& arguments)
        : context_(context), command_(command), arguments_(arguments) {}

    Result<ExitCode> run() {
        auto words = target_words(context_, arguments_);
        if (!words) return words.error();
        words_ = std::move(*words);
        if (nothing_piped_in()) {
            context_.note("nothing to do: no target came on stdin");
            return ends_with(ExitCode::done);
        }
        // What is wrong at every farm is told without one.
        const auto fits = farm::choose_operation(command_, target_count(), 0);
        if (!fits) return fits.error();
        if (auto sound = check_where(context_, *fits, selects()); !sound) return sound.error();
        // So is a file that cannot be written; a dry run writes none.
        const bool dry = context_.settings().on(SettingId::dry_run);
        auto place = DownloadPlace::choose(context_, dry ? std::nullopt : arguments_.last("output-file"));
        if (!place) return place.error();
        place_.emplace(std::move(*place));
        auto session = context_.session();
        if (!session) return session.error();
        session_ = *session;
        exit_code_ = ExitCode::done;
        auto done = context_.run([this] { return go(); });
        if (!done) return done.error();
        return ends_with(exit_code_);
    }

  private:
    bool nothing_piped_in() const {
        return words_.empty() && std::ranges::find(arguments_.targets(), "-") != arguments_.targets().end();
    }

    asio::awaitable<Result<>> go() {
        auto choice = co_await choose();
        if (!choice) co_return choice.error();
        farm::Directory directory(
            *session_, context_.catalog(), name_keeper(context_),
            [this](const std::string& note) { context_.note("rasctl: " + terminal::sanitize(note)); });
        // A read of a number that is no ID answers so: only then is it worth a request to see whether it is a
        // name.
        directory.trust_digits(command_.effect() == catalog::Effect::read && !arguments_.on("watch") &&
                               !context_.settings().on(SettingId::dry_run));
        auto targets = co_await find_targets(context_, *choice, arguments_, words_, directory,
                                             would_ask(context_, command_));
        if (!targets) co_return targets.error();
        auto input = co_await read_input(context_, choice->operation, arguments_, directory);
        if (!input) co_return input.error();
        for (const std::string& warning : input->warnings)
            context_.note("rasctl: " + terminal::sanitize(warning));
        if (choice->per_target && targets->each.empty()) {
            context_.note("nothing to do: no target matches");
            co_return Result<>{};
        }
        if (choice->operation.response_kind() == ResponseKind::binary)
            if (auto room = place_->check_room(command_.name(), targets->each.size()); !room) co_return room;
        if (auto agreed = confirm(context_, command_, targets->each); !agreed) co_return agreed;
        arguments_to_send_ = std::move(input->arguments);
        if (context_.settings().on(SettingId::dry_run)) co_return show_requests(choice->operation, *targets);
        const bool one = !choice->per_target || (targets->each.size() == 1 && !selects());
        if (arguments_.on("watch")) co_return co_await watch_all(choice->operation, *targets, one);
        // GCC 12 destroys the result twice when both branches of a conditional expression wait.
        Result<> sent;
        if (one)
            sent = co_await send_one(choice->operation, *targets);
        else
            sent = co_await send_many(*choice, *targets, directory);
        bool again = false;
        if (one && !sent && is_absent(sent.error()))
            again = co_await read_digits_as_names(*choice, directory, *targets);
        if (again) sent = co_await send_one(choice->operation, *targets);
        if (!sent || nothing_done_) co_return sent;
        co_return co_await after_write(choice->operation);
    }

    static bool is_absent(const Error& error) { return error.exit_code == ExitCode::not_found; }

    // After a read that found nothing: whether digits among the words are names, as the targets then say.
    asio::awaitable<bool> read_digits_as_names(const farm::Choice& choice, farm::Directory& directory,
                                               Targets& targets) {
        if (command_.effect() != catalog::Effect::read || std::ranges::none_of(words_, is_all_digits))
            co_return false;
        directory.trust_digits(false);
        auto named = co_await find_targets(context_, choice, arguments_, words_, directory, false);
        const auto id_of = [](const Target& target) { return target.id; };
        if (!named || named->each.size() != targets.each.size() ||
            (named->shared == targets.shared &&
             std::ranges::equal(named->each, targets.each, {}, id_of, id_of)))
            co_return false;
        targets = std::move(*named);
        co_return true;
    }

    std::size_t target_count() const { return words_.size() + (selects() ? 1 : 0); }

    asio::awaitable<Result<farm::Choice>> choose() {
        const std::size_t count = target_count();
        int version = session_->known_server_version();
        if (version == 0 && farm::depends_on_version(command_, count)) {
            auto asked = co_await session_->server_version();
            if (!asked) co_return asked.error();
            version = *asked;
        }
        auto choice = farm::choose_operation(command_, count, version);
        if (choice && selects() && choice->per_target && words_.size() > choice->shared_targets)
            co_return Error{.exit_code = ExitCode::usage,
                            .what = fmt::format("'{}'", command_.name()),
                            .why = "targets are either named, or chosen with --all or --where",
                            .hint = fmt::format("rasctl {} --help", command_.name())};
        co_return choice;
    }

    bool takes_targets() const {
        // On lists --where filters rows; it chooses targets only where the command declares so.
        return command_.verb() != "list" && command_.verb() != "status" &&
               !command_.operation(0).path_parameters().empty();
    }

    bool selects() const { return selects_targets(arguments_) && takes_targets(); }

    farm::Arguments with_target(const Operation& operation, const std::vector<std::string>& shared,
                                const Target* target) const {
        farm::Arguments arguments = arguments_to_send_;
        arguments.targets = shared;
        if (target != nullptr) arguments.targets.push_back(target->id);
        arguments.targets.resize(operation.path_parameters().size());
        return arguments;
    }

    Result<> show_requests(const Operation& operation, const Targets& targets) {
        std::vector<const Target*> each;
        each.reserve(targets.each.size());
        for (const Target& target : targets.each) each.push_back(&target);
        if (each.empty()) each.push_back(nullptr);
        for (const Target* target : each) {
            const auto request = farm::build_request(
                operation, with_target(operation, targets.shared, target), session_->known_server_version());
            if (auto shown = show_request(context_, session_->endpoint(), request); !shown) return shown;
        }
        return {};
    }

    asio::awaitable<Result<>> send_one(const Operation& operation, const Targets& targets) {
        const Target* target = targets.each.empty() ? nullptr : &targets.each.front();
        farm::Arguments arguments = with_target(operation, targets.shared, target);
        terminal::Progress upload(context_.streams(), "sending", std::nullopt, terminal::Unit::bytes,
                                  !context_.settings().on(SettingId::quiet));
        std::optional<ProgressTicker> ticker;
        if (!arguments.uploads.empty()) {
            ticker.emplace(context_, upload);
            arguments.on_upload = [&upload](std::uint64_t done, std::optional<std::uint64_t> total) {
                upload.set_total(total);
                upload.set_done(done);
                // The answer follows, and with it other text.
                if (done == total) upload.finish();
            };
        }
        if (operation.response_kind() == ResponseKind::binary) {
            auto saved = co_await send_and_save(context_, *session_, operation, arguments, *place_, "");
            if (!saved) co_return saved.error();
            if (*saved != "-") context_.note(fmt::format("wrote {}", terminal::sanitize(*saved)));
            co_return Result<>{};
        }
        auto renderer = make_renderer(context_, output::shape_of(operation));
        if (!renderer) co_return renderer.error();
        if (operation.response_kind() == ResponseKind::empty) {
            auto value = co_await farm::call(*session_, operation, arguments);
            if (!value) co_return value.error();
            if (!value->is_null())
                if (auto shown = renderer->value(std::move(*value)); !shown) co_return shown;
            say_done(target);
            co_return value->is_null() ? Result<>{} : renderer->finish();
        }
        // What was made is told in one line; all of it is for `get`, and for the formats that programs read.
        const bool as_row = command_.verb() == "create" &&
                            context_.settings().text(SettingId::output) == "table" &&
                            context_.settings().text(SettingId::jq).empty();
        if (auto sent = co_await send_and_render(*session_, operation, arguments, *renderer, as_row); !sent)
            co_return sent;
        co_return renderer->finish();
    }

    asio::awaitable<Result<>> watch_all(const Operation& operation, const Targets& targets, bool one) {
        auto interval =
            watch_interval(arguments_.last("every").value_or(std::string(usual_interval)), command_.name());
        if (!interval) co_return interval.error();
        ReadRows read = [&, this](output::Renderer& renderer) -> asio::awaitable<Result<>> {
            if (one) {
                const Target* target = targets.each.empty() ? nullptr : &targets.each.front();
                co_return co_await send_and_render(*session_, operation,
                                                   with_target(operation, targets.shared, target), renderer);
            }
            if (auto known = co_await know_names(renderer); !known) co_return known;
            auto outcomes = co_await ask_each(operation, targets, "");
            for (Outcome& outcome : outcomes) {
                if (outcome.error) co_return *outcome.error;
                if (auto taken = show_read(outcome, renderer); !taken) co_return taken;
            }
            co_return Result<>{};
        };
        co_return co_await watch_rows(context_, output::shape_of(operation), *interval, std::move(read));
    }

    void say_done(const Target* target) {
        if (command_.effect() == catalog::Effect::read) return;
        context_.note(
            target != nullptr
                ? fmt::format("{} {} {}", command_.noun().name(), shown(*target), past(command_.verb()))
                : fmt::format("{} {}", command_.noun().name(), past(command_.verb())));
    }

    asio::awaitable<Result<>> send_many(const farm::Choice& choice, Targets targets,
                                        farm::Directory& directory) {
        const Operation& operation = choice.operation;
        const bool rows = operation.response_kind() == ResponseKind::value ||
                          operation.response_kind() == ResponseKind::list;
        const bool read = command_.effect() == catalog::Effect::read && rows;
        output::Shape shape = output::shape_of(operation);
        if (!read) {
            shape = {};
            shape.identity = "name";
            shape.default_columns = {"id", "name", "result", "error"};
        }
        auto renderer = make_renderer(context_, shape, read && !selects());
        if (!renderer) co_return renderer.error();
        if (auto known = co_await know_names(*renderer); !known) co_return known;
        auto outcomes = co_await ask_each(operation, targets, std::string(command_.name()));
        const auto absent = [](const Outcome& one) { return one.error && is_absent(*one.error); };
        bool again = false;
        if (read && std::ranges::any_of(outcomes, absent))
            again = co_await read_digits_as_names(choice, directory, targets);
        if (again) outcomes = co_await ask_each(operation, targets, std::string(command_.name()));
        co_return show_outcomes(outcomes, *renderer, read);
    }

    // The IDs of objects that --where names.
    asio::awaitable<Result<>> know_names(output::Renderer& renderer) {
        farm::Directory directory(*session_, context_.catalog(), name_keeper(context_));
        co_return co_await look_names_up(renderer, directory);
    }

    // One request a target. Without a label no progress is shown.
    asio::awaitable<std::vector<Outcome>> ask_each(const Operation& operation, const Targets& targets,
                                                   std::string label) {
        Act act = [&, this](const Target& target) -> asio::awaitable<Result<json::Value>> {
            if (operation.response_kind() == ResponseKind::binary)
                co_return co_await save_one(operation, targets, target);
            co_return co_await farm::call(*session_, operation,
                                          with_target(operation, targets.shared, &target));
        };
        co_return co_await act_on_all(context_, targets.each, label, act);
    }

    asio::awaitable<Result<json::Value>> save_one(const Operation& operation, const Targets& targets,
                                                  Target target) {
        auto saved =
            co_await send_and_save(context_, *session_, operation,
                                   with_target(operation, targets.shared, &target), *place_, target.id);
        if (!saved) co_return saved.error();
        co_return json::Value(*saved);
    }

    Result<> show_outcomes(std::vector<Outcome>& outcomes, output::Renderer& renderer, bool read) {
        std::vector<const Outcome*> failed;
        for (Outcome& outcome : outcomes) {
            if (outcome.error || !outcome.started) failed.push_back(&outcome);
            if (auto shown = read ? show_read(outcome, renderer) : show_written(outcome, renderer); !shown)
                return shown;
        }
        if (auto finished = renderer.finish(); !finished) return finished;
        if (!failed.empty()) report_failed(outcomes.size(), failed);
        return {};
    }

    static Result<> show_read(Outcome& outcome, output::Renderer& renderer) {
        if (outcome.error || !outcome.started) return {};
        if (!outcome.value.is_array()) {
            auto shown = renderer.row(std::move(outcome.value));
            return shown ? Result<>{} : Result<>(shown.error());
        }
        for (json::Value& row : outcome.value.as_array())
            if (auto shown = renderer.row(std::move(row)); !shown) return shown.error();
        return {};
    }

    static Result<> show_written(Outcome& outcome, output::Renderer& renderer) {
        json::Object row;
        row.append("id", id_value(outcome.target.id));
        row.append("name", outcome.target.name);
        append_outcome(row, outcome);
        if (!outcome.value.is_null()) row.append("answer", std::move(outcome.value));
        auto shown = renderer.row(std::move(row));
        return shown ? Result<>{} : Result<>(shown.error());
    }

    void report_failed(std::size_t all, const std::vector<const Outcome*>& failed) {
        exit_code_ = ExitCode::some_failed;
        nothing_done_ = failed.size() == all;
        std::string ids;
        constexpr std::size_t most_shown = 20;
        for (const Outcome* outcome : failed) {
            if (outcome->error) [[maybe_unused]]
                const auto said = context_.streams().say(fmt::format(
                    "rasctl: {}: {}", shown(outcome->target), terminal::sanitize(outcome->error->why)));
            ids += " " + outcome->target.id;
        }
        [[maybe_unused]] const auto said = context_.streams().say(
            fmt::format("rasctl: '{}' failed for {} of {} targets", command_.name(), failed.size(), all));
        if (failed.size() <= most_shown) [[maybe_unused]]
            const auto hint = context_.streams().say(
                fmt::format("hint: rasctl {}{}", command_.name(), terminal::sanitize(ids)));
    }

    asio::awaitable<Result<>> after_write(const Operation& operation) {
        const bool waits = operation.method() != "GET" &&
                           std::ranges::find(pending_verbs, command_.verb()) != pending_verbs.end() &&
                           command_.effect() != catalog::Effect::read;
        if (!waits) co_return Result<>{};
        if (!context_.settings().on(SettingId::apply)) {
            context_.note("hint: not live yet; rasctl settings apply");
            co_return Result<>{};
        }
        const auto apply = context_.catalog().command("settings apply");
        if (!apply) co_return Result<>{};
        auto applied = co_await farm::call(*session_, apply->operation(0), {});
        if (!applied) co_return applied.error();
        context_.note("settings applied");
        co_return Result<>{};
    }

    Context& context_;
    Command command_;
    const Arguments& arguments_;
    session::Session* session_ = nullptr;
    std::vector<std::string> words_;
    farm::Arguments arguments_to_send_;
    std::optional<DownloadPlace> place_;
    ExitCode exit_code_ = ExitCode::done;
    bool nothing_done_ = false;
};

}  // namespace

Result<ExitCode> run_api_command(Context& context, const Command& command, const Arguments& arguments) {
    return ApiRun(context, command, arguments).run();
}

}  // namespace rasctl::commands
