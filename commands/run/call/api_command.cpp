#include "commands/run/call/api_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "commands/line/api_usage.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/filled_line.hpp"
#include "commands/line/site_options.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/run/call/acting.hpp"
#include "commands/run/call/all_sites.hpp"
#include "commands/run/call/body_input.hpp"
#include "commands/run/call/confirmation.hpp"
#include "commands/run/call/consequences.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/call/ensuring.hpp"
#include "commands/run/call/inheritance.hpp"
#include "commands/run/call/member_change.hpp"
#include "commands/run/call/reading.hpp"
#include "commands/run/call/where_check.hpp"
#include "commands/run/completion/name_cache.hpp"
#include "error/try.hpp"
#include "farm/operation_choice.hpp"
#include "farm/text_pieces.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::Command;
using catalog::Effect;
using config::SettingId;

// From words to a plan, and to whoever carries it out.
class ApiRun {
  public:
    ApiRun(Context& context, const Command& command, const Arguments& arguments)
        : context_(context), command_(command), arguments_(arguments) {}

    Result<ExitCode> run() {
        TRY(check_options(command_, arguments_));
        TRY_LET(auto words, target_words(context_, arguments_));
        words_ = std::move(words.words);
        if (words.stdin_was_empty && selects())
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("'{}'", command_.name()),
                         .why = "targets are either named, or chosen with --all or --where",
                         .hint = fmt::format("rasctl {} --help", command_.name())};
        if (words.stdin_was_empty && wants_more_words()) return nothing_to_do("no target came on stdin");
        // What is wrong at every farm is told without one.
        auto fits = farm::choose_operation(command_, target_count(), 0);
        if (!fits) return with_better_command(fits.error());
        TRY(check_all_sites(fits->operation, arguments_, fits->per_target));
        TRY_LET(auto chosen, select(*fits));
        // For acts, --where of the configuration means nothing.
        if (!acts() || selects()) TRY(check_where(context_, *fits, chosen.where()));
        TRY(check_output(*fits));
        // So is a file that cannot be written; a dry run writes none.
        const bool dry = context_.settings().on(SettingId::dry_run);
        TRY_LET(auto place,
                DownloadPlace::choose(context_, dry ? std::nullopt : arguments_.last("output-file")));
        place_.emplace(std::move(place));
        TRY_LET(auto session, context_.session());
        session_ = session;
        TRY(context_.run([this] { return go(); }));
        return ends_with(exit_code_);
    }

  private:
    // "session list ben.jones": lists take no target, but what was meant is there.
    Error with_better_command(Error error) const {
        if (words_.empty()) return error;
        if (const auto hint = known_instead()) {
            error.hint = *hint;
            return error;
        }
        if (words_.back() == "help") error.hint = fmt::format("rasctl {} --help", command_.name());
        if (command_.verb() != "list" || words_.size() != 1 || words_.back() == "help") return error;
        const std::string word = terminal::sanitize(words_.front());
        const auto noun = command_.noun();
        if (const auto below = list_below(noun, words_.front()))
            error.hint = fmt::format("did you mean: rasctl {}", *below);
        else if (word.starts_with("."))
            error.hint = fmt::format("rasctl {} --jq '{}'", command_.name(), word);
        else if (const auto id = output::shape_of(command_.operation(0)).id;
                 is_all_digits(word) && id != "id")
            error.hint = fmt::format("rasctl {} --where {}={}", command_.name(), id, word);
        else if (const auto literal = farm::longest_literal(word);
                 literal.size() < word.size() && !noun.identity().empty())
            error.hint =
                fmt::format("rasctl {} --where '{}~\"{}\"'", command_.name(), noun.identity(), literal);
        else if (command_.operation(0).flag("user"))
            error.hint = fmt::format("rasctl {} --user '{}'", command_.name(), word);
        else if (noun.catalog().command(fmt::format("{} get", noun.name())))
            error.hint = fmt::format("rasctl {} get '{}'", noun.name(), word);
        return error;
    }

    // "rds host delete rdsh01 from Office", "gateway update gw1 description=x": words that are no targets,
    // and say what is meant.
    std::optional<std::string> known_instead() const {
        for (const std::string& word : words_)
            if (const auto elsewhere = instead_of(command_.name(), word); !elsewhere.empty())
                return fmt::format("did you mean: rasctl {}",
                                   filled_line(context_.catalog(), elsewhere.front(), words_));
        if (const auto line = with_pair()) return fmt::format("did you mean: rasctl {}", *line);
        for (const std::string& word : words_) {
            const std::string name = word.substr(0, word.find('='));
            if (name.size() == word.size()) continue;
            const Usage usage = api_usage(command_);
            const auto meant = option_meant(usage, name, word.substr(name.size() + 1));
            if (meant && meant->value.empty())
                return fmt::format("did you mean --{}{}?", meant->name,
                                   terminal::sanitize(word.substr(name.size())));
        }
        return std::nullopt;
    }

    // "gateway set gw1 port 8443": a field and its value behind the targets.
    std::optional<std::string> with_pair() const {
        const Usage usage = api_usage(command_);
        for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
            const auto meant = option_meant(usage, words_[i], words_[i + 1]);
            if (!meant || !meant->value.empty() || meant->option->placeholder.empty()) continue;
            std::string line(command_.name());
            for (const std::string& target : std::span(words_).first(i))
                line += " " + shell_word(terminal::sanitize(target));
            return fmt::format("{} --{} {}", line, meant->name,
                               shell_word(terminal::sanitize(words_[i + 1])));
        }
        return std::nullopt;
    }

    // "halb list devices": the list of what the noun has below it.
    static std::optional<std::string> list_below(const catalog::Noun& noun, const std::string& word) {
        for (const Child& child : children_of(noun.catalog(), noun.name())) {
            const std::string list = fmt::format("{} {} list", noun.name(), child.word);
            if (child.is_noun && same_word(child.word, word) && noun.catalog().command(list)) return list;
        }
        return std::nullopt;
    }

    Error with_meaning(Error error) const {
        if (error.exit_code == ExitCode::not_found)
            if (const auto hint = known_instead()) error.hint = *hint;
        return error;
    }

    bool acts() const { return command_.effect() != Effect::read; }

    // Whether stdin alone was to name the last target.
    bool wants_more_words() const {
        const auto choice = farm::choose_operation(command_, words_.size() + 1, 0);
        return !choice || choice->shared_targets + (choice->per_target ? 1 : 0) > words_.size();
    }

    Result<ExitCode> nothing_to_do(std::string_view why) {
        context_.note(fmt::format("nothing to do: {}", why));
        if (!acts()) return ends_with(ExitCode::done);
        TRY_LET(auto report, ActReport::prepare(context_, {.act = std::string(command_.name())}));
        TRY(report.tell_none());
        return ends_with(ExitCode::done);
    }

    std::size_t target_count() const { return words_.size() + (selects() ? 1 : 0); }

    bool takes_targets() const {
        // On lists --where filters rows; it chooses targets only where the command declares so.
        if (command_.verb() == "list" || command_.verb() == "status") return false;
        for (std::size_t i = 0; i < command_.operation_count(); ++i)
            if (!command_.operation(i).path_parameters().empty()) return true;
        return false;
    }

    // A list of what one object holds can be asked of every such object.
    bool lists_of_all() const {
        if (!arguments_.on("all") || takes_targets()) return false;
        const auto as_it_is = farm::choose_operation(command_, words_.size(), 0);
        return !as_it_is && farm::choose_operation(command_, words_.size() + 1, 0);
    }

    bool selects() const { return (selects_targets(arguments_) && takes_targets()) || lists_of_all(); }

    Result<farm::Selection> select(const farm::Choice& choice) const {
        farm::Choosing choosing{.command = std::string(command_.name()), .words = words_};
        choosing.all = arguments_.on("all") && (takes_targets() || lists_of_all());
        if (takes_targets()) choosing.narrowings = narrowings(arguments_, {"where"});
        // Without targets there is nothing to choose.
        if (!choice.per_target && words_.empty() && !selects()) choosing.all = true;
        return farm::Selection::of(std::move(choosing), choice.shared_targets);
    }

    // Columns, filters and the like that make no sense.
    Result<> check_output(const farm::Choice& choice) {
        if (!acts()) return {};
        // Of an act's output nothing else can be wrong.
        const config::Settings& settings = context_.settings();
        if (settings.text(SettingId::columns).empty() && settings.text(SettingId::jq).empty()) return {};
        const ActPlan plan{
            .command = command_, .operation = choice.operation, .per_target = choice.per_target};
        auto report = ActReport::prepare(context_, form_of(plan, arguments_));
        return report ? Result<>{} : Result<>(report.error());
    }

    asio::awaitable<Result<farm::Choice>> choose() {
        const std::size_t count = target_count();
        int version = session_->known_server_version();
        if (version == 0 && farm::depends_on_version(command_, count)) {
            CO_TRY_LET(auto asked, co_await session_->server_version());
            version = asked;
        }
        co_return farm::choose_operation(command_, count, version);
    }

    asio::awaitable<Result<>> go() {
        CO_TRY_LET(auto choice, co_await choose());
        CO_TRY_LET(auto selection, select(choice));
        farm::Directory directory(
            *session_, context_.catalog(), name_keeper(context_),
            [this](const std::string& note) { context_.note("rasctl: " + terminal::sanitize(note)); });
        // A read of a number that is no ID answers so: only then is it worth a request to see whether it is a
        // name.
        directory.trust_digits(!acts() && !arguments_.on("watch") &&
                               !context_.settings().on(SettingId::dry_run));
        // What is wrong with the fields is told before a target is looked up.
        CO_TRY_LET(auto input, co_await read_input(context_, choice.operation, arguments_, directory));
        CO_TRY_LET(auto list_changes, co_await read_list_changes(choice.operation, arguments_, directory));
        const bool with_names = may_ask(command_, arguments_) && would_ask(context_);
        auto targets = co_await find_targets(context_, choice, selection, directory, with_names);
        if (!targets) co_return with_meaning(targets.error());
        for (const std::string& warning : input.warnings)
            context_.note("rasctl: " + terminal::sanitize(warning));
        const ActPlan plan{.command = command_,
                           .operation = choice.operation,
                           .per_target = choice.per_target,
                           .by_rule = selects() && takes_targets(),
                           .targets = std::move(*targets),
                           .input = std::move(input.arguments),
                           .list_changes = std::move(list_changes)};
        co_return co_await follow(plan, choice, selection, directory);
    }

    asio::awaitable<Result<>> follow(const ActPlan& plan, const farm::Choice& choice,
                                     const farm::Selection& selection, farm::Directory& directory) {
        CO_TRY(check_fields(plan, arguments_));
        CO_TRY(check_all_sites(plan.operation, arguments_, plan.per_target));
        if ((plan.per_target || plan.by_rule) && plan.targets.each.empty()) {
            auto told = nothing_to_do("no target matches");
            co_return told ? Result<>{} : Result<>(told.error());
        }
        if (auto few = check_at_most(arguments_, std::string(command_.name()), plan.targets.each.size());
            !few)
            co_return few;
        const auto warnings = co_await without_effect(directory, plan);
        for (const std::string& warning : warnings) context_.note("rasctl: " + warning);
        if (plan.operation.response_kind() == catalog::ResponseKind::binary)
            CO_TRY(place_->check_room(command_.name(), plan.targets.each.size()));
        CO_TRY(co_await ask(plan, directory));
        if (ensures(arguments_)) co_return co_await ensure(context_, *session_, plan, arguments_, directory);
        if (context_.settings().on(SettingId::dry_run)) {
            if (arguments_.on(all_sites_option)) co_return co_await show_requests_of_sites(plan, directory);
            co_return co_await show_requests(plan);
        }
        const Renaming renaming = [&]() -> asio::awaitable<std::optional<Targets>> {
            co_return co_await read_digits_as_names(plan, choice, selection, directory);
        };
        Result<ExitCode> code = ends_with(ExitCode::done);
        if (acts())
            code = co_await carry_out(context_, *session_, plan, arguments_, *place_);
        else
            code = co_await read_and_show(context_, *session_, plan, arguments_, *place_, renaming);
        if (!code) co_return code.error();
        exit_code_ = *code;
        co_return Result<>{};
    }

    // After a read that found nothing: what the words name when their digits are names.
    asio::awaitable<std::optional<Targets>> read_digits_as_names(const ActPlan& plan,
                                                                 const farm::Choice& choice,
                                                                 const farm::Selection& selection,
                                                                 farm::Directory& directory) {
        if (std::ranges::none_of(words_, is_all_digits)) co_return std::nullopt;
        directory.trust_digits(false);
        auto named = co_await find_targets(context_, choice, selection, directory, false);
        const auto id_of = [](const Target& target) { return target.id; };
        const bool same = named && named->shared == plan.targets.shared &&
                          std::ranges::equal(named->each, plan.targets.each, {}, id_of, id_of);
        if (!named || same || named->each.size() != plan.targets.each.size()) co_return std::nullopt;
        co_return std::move(*named);
    }

    asio::awaitable<Result<>> ask(const ActPlan& plan, farm::Directory& directory) {
        const auto reason = why_ask(plan);
        if (!reason) co_return Result<>{};
        Question question{
            .act = std::string(command_.name()), .reason = *reason, .targets = plan.targets.each};
        if (would_ask(context_)) question.consequences = co_await consequences_of(*session_, directory, plan);
        co_return confirm(context_, question);
    }

    asio::awaitable<Result<>> show_requests(const ActPlan& plan) {
        for (const Target& target : plan.steps()) {
            CO_TRY_LET(auto arguments, co_await merged_lists(*session_, plan.command, plan.list_changes,
                                                             plan.arguments_for(&target)));
            const auto request =
                farm::build_request(plan.operation, arguments, session_->known_server_version());
            if (auto shown = show_request(context_, session_->endpoint(), request); !shown) co_return shown;
        }
        co_return Result<>{};
    }

    asio::awaitable<Result<>> show_requests_of_sites(const ActPlan& plan, farm::Directory& directory) {
        CO_TRY_LET(auto sites, co_await sites_of_farm(directory));
        for (const Target& site : sites) {
            const auto arguments = for_site(plan.operation, plan.arguments_for(nullptr), site);
            const auto request =
                farm::build_request(plan.operation, arguments, session_->known_server_version());
            if (auto shown = show_request(context_, session_->endpoint(), request); !shown) co_return shown;
        }
        co_return Result<>{};
    }

    Context& context_;
    Command command_;
    const Arguments& arguments_;
    session::Session* session_ = nullptr;
    std::vector<std::string> words_;
    std::optional<DownloadPlace> place_;
    ExitCode exit_code_ = ExitCode::done;
};

}  // namespace

Result<ExitCode> run_api_command(Context& context, const Command& command, const Arguments& arguments) {
    if (command.changes_members()) return run_member_change(context, command, arguments);
    return ApiRun(context, command, arguments).run();
}

}  // namespace rasctl::commands
