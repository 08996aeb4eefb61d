#include "commands/run/call/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/exit_code.hpp"
#include "commands/line/site_options.hpp"
#include "commands/line/watch_options.hpp"
#include "commands/run/call/acting.hpp"
#include "commands/run/call/all_sites.hpp"
#include "commands/run/call/answer.hpp"
#include "commands/run/call/look_ups.hpp"
#include "commands/run/call/name_filter.hpp"
#include "commands/run/call/named_objects.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "commands/run/completion/name_cache.hpp"
#include "commands/run/result_output.hpp"
#include "commands/run/watch/watch.hpp"
#include "commands/run/watch/watch_rows.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::ResponseKind;
using config::SettingId;

class Reading {
  public:
    Reading(Context& context, session::Session& session, const ActPlan& plan, const Arguments& arguments,
            DownloadPlace& place, Renaming renaming)
        : context_(context),
          session_(session),
          plan_(plan),
          arguments_(arguments),
          place_(place),
          renaming_(std::move(renaming)),
          lookups_(session, context.catalog(), name_keeper(context)) {}

    asio::awaitable<Result<ExitCode>> one() {
        const Target* target = plan_.targets.each.empty() ? nullptr : &plan_.targets.each.front();
        const farm::Arguments input = plan_.arguments_for(target);
        if (plan_.operation.response_kind() == ResponseKind::binary) {
            CO_TRY_LET(auto saved,
                       co_await send_and_save(context_, session_, plan_.operation, input, place_, ""));
            if (saved != "-") context_.note(fmt::format("wrote {}", terminal::sanitize(saved)));
            co_return ends_with(ExitCode::done);
        }
        CO_TRY_LET(auto renderer, make_renderer(context_, output::shape_of(plan_.operation)));
        if (plan_.operation.response_kind() == ResponseKind::empty) {
            CO_TRY_LET(auto value, co_await farm::call(session_, plan_.operation, input));
            if (value.is_null()) {
                context_.note(fmt::format("'{}' is done; the server answers it with nothing to show",
                                          plan_.command.name()));
                co_return ends_with(ExitCode::done);
            }
            CO_TRY(renderer.value(std::move(value)));
            co_return finish(renderer);
        }
        note_site_asked(input);
        CO_TRY(co_await begin(renderer));
        SitesSeen seen;
        const bool tells = tells_sites(input);
        RowWatcher watcher{.member = "siteId"};
        if (tells) watcher.see = [&](const json::Value& row) { seen.see(row); };
        CO_TRY(co_await send_list(input, renderer, watcher));
        CO_TRY(co_await complete(renderer));
        if (tells && renderer.shown() > 0) co_await tell_sites(seen);
        co_return ends_with(ExitCode::done);
    }

    // Where nobody has what was given, the name may be written in another way.
    asio::awaitable<Result<>> send_list(farm::Arguments input, output::Renderer& renderer,
                                        const RowWatcher& watcher) {
        RowWatcher first = watcher;
        if (auto sent =
                co_await send_and_render(session_, plan_.operation, input, renderer, std::move(first));
            !sent || renderer.shown() > 0)
            co_return sent;
        CO_TRY_LET(auto changed, co_await complete_names(session_, plan_.operation, input));
        if (!changed) co_return Result<>{};
        RowWatcher again = watcher;
        co_return co_await send_and_render(session_, plan_.operation, input, renderer, std::move(again));
    }

    // One list of what every site answers.
    asio::awaitable<Result<ExitCode>> of_all_sites() {
        CO_TRY_LET(auto renderer, make_renderer(context_, output::shape_of(plan_.operation)));
        CO_TRY(co_await know_names(renderer));
        CO_TRY_LET(auto sites, co_await ask_for_sites());
        for (const Target& site : sites) sites_asked_.push_back(site.id);
        auto outcomes = co_await ask_sites(sites, std::string(plan_.command.name()));
        CO_TRY(co_await begin(renderer));
        CO_TRY(show_sites(outcomes, renderer));
        CO_TRY(co_await complete(renderer));
        ReportForm form = form_of(plan_, arguments_);
        form.is_single = false;
        co_return ends_with(tell_failures(context_, form, sites, outcomes));
    }

    asio::awaitable<Result<ExitCode>> many() {
        // --where has chosen the targets already, or filters the rows of those that were named.
        CO_TRY_LET(auto renderer, make_renderer(context_, output::shape_of(plan_.operation), !plan_.by_rule));
        CO_TRY(co_await know_names(renderer));
        auto outcomes = co_await ask_each(std::string(plan_.command.name()));
        const auto absent = [](const farm::Outcome& one) {
            return one.error && one.error->exit_code == ExitCode::not_found;
        };
        bool again = false;
        if (std::ranges::any_of(outcomes, absent)) again = co_await rename();
        if (again) outcomes = co_await ask_each(std::string(plan_.command.name()));
        CO_TRY(co_await begin(renderer));
        for (farm::Outcome& outcome : outcomes) CO_TRY(show(outcome, renderer));
        CO_TRY(co_await complete(renderer));
        ReportForm form = form_of(plan_, arguments_);
        form.is_single = false;
        co_return ends_with(tell_failures(context_, form, plan_.targets.each, outcomes));
    }

    // Whether the words name other targets than the digits among them said.
    asio::awaitable<bool> rename() {
        auto renamed = co_await renaming_();
        if (!renamed) co_return false;
        plan_.targets = std::move(*renamed);
        co_return true;
    }

    asio::awaitable<Result<ExitCode>> watch() {
        CO_TRY_LET(auto interval,
                   watch_interval(arguments_.last("every").value_or(std::string(usual_interval)),
                                  plan_.command.name()));
        ReadRows read = [this](output::Renderer& renderer) -> asio::awaitable<Result<>> {
            fresh_.emplace(session_, context_.catalog(), name_keeper(context_));
            if (arguments_.on(all_sites_option)) co_return co_await watch_sites(renderer);
            if (plan_.is_single()) {
                const Target* target = plan_.targets.each.empty() ? nullptr : &plan_.targets.each.front();
                farm::Arguments input = plan_.arguments_for(target);
                note_site_asked(input);
                const RowWatcher nobody;
                CO_TRY(co_await begin(renderer, *fresh_));
                co_return co_await send_list(std::move(input), renderer, nobody);
            }
            CO_TRY(co_await know_names(renderer));
            CO_TRY(co_await begin(renderer, *fresh_));
            auto outcomes = co_await ask_each("");
            for (farm::Outcome& outcome : outcomes) {
                if (outcome.error) co_return *outcome.error;
                if (auto taken = show(outcome, renderer); !taken) co_return taken;
            }
            co_return Result<>{};
        };
        // Each look asks anew: what another list has of the rows changes as they do. What they are members of
        // is asked for once, as it costs more and hardly changes.
        LookUpBeside beside = [this](output::Lookups wanted,
                                     output::LookedUp& found) -> asio::awaitable<Result<>> {
            co_return co_await look_up(std::move(wanted), found, *fresh_, lookups_, plan_.command.noun(),
                                       sites_asked_);
        };
        CO_TRY(co_await watch_rows(context_, output::shape_of(plan_.operation), interval, std::move(read),
                                   std::move(beside)));
        co_return ends_with(ExitCode::done);
    }

  private:
    // --site: the status beside the list is that of the same site.
    void note_site_asked(const farm::Arguments& input) {
        const auto site = site_query(plan_.operation);
        if (!site) return;
        sites_asked_.clear();
        for (const auto& [name, value] : input.query)
            if (name == *site) sites_asked_.push_back(value.scalar_text());
    }

    // Whether a person should hear which sites the answer is of: the list could be asked for one and was not.
    // Of the first rows alone nobody knows.
    bool tells_sites(const farm::Arguments& input) {
        const auto site = site_query(plan_.operation);
        const auto names_site = [&](const auto& one) { return one.first == *site; };
        return site && context_.streams().error_is_terminal() && context_.streams().output_is_terminal() &&
               !is_for_programs(context_) && !context_.settings().is_set(SettingId::limit) &&
               std::ranges::none_of(input.query, names_site);
    }

    // The sites of the farm as they were last seen; an answer that was shown is not held up for their names,
    // nor spoilt where nobody may read them.
    asio::awaitable<void> tell_sites(const SitesSeen& seen) {
        constexpr std::chrono::hours fresh(1);
        farm::Directory directory(session_, context_.catalog(), name_keeper(context_));
        std::vector<Target> sites;
        const auto list = directory.list_for_kind("Site");
        if (!list) co_return;
        if (const auto kept = kept_names(context_, std::string(list->path()), fresh)) {
            for (const farm::Entry& entry : *kept) sites.push_back({entry.id, entry.name});
        } else {
            auto asked = co_await sites_of_farm(directory);
            if (!asked) co_return;
            sites = std::move(*asked);
        }
        if (const std::string note = seen.note(sites); !note.empty()) context_.note(terminal::sanitize(note));
    }

    asio::awaitable<Result<std::vector<Target>>> ask_for_sites() {
        farm::Directory directory(session_, context_.catalog(), name_keeper(context_));
        co_return co_await sites_of_farm(directory);
    }

    asio::awaitable<std::vector<farm::Outcome>> ask_sites(const std::vector<Target>& sites,
                                                          std::string label) {
        SideBySide side_by_side(context_, label, sites.size());
        const auto ask = [this](const Target& site) -> asio::awaitable<Result<json::Value>> {
            const farm::Arguments input = for_site(plan_.operation, plan_.arguments_for(nullptr), site);
            co_return co_await farm::call(session_, plan_.operation, input);
        };
        auto outcomes = co_await farm::for_each(sites, side_by_side.pace(false), ask);
        side_by_side.finish();
        co_return outcomes;
    }

    static Result<> show_sites(std::vector<farm::Outcome>& outcomes, output::Renderer& renderer) {
        RowsOfSites rows;
        for (farm::Outcome& outcome : outcomes) {
            if (outcome.ending != farm::Ending::done) continue;
            for (json::Value& row : rows.fresh(std::move(outcome.answer)))
                if (auto shown = renderer.row(std::move(row)); !shown) return shown.error();
        }
        return {};
    }

    asio::awaitable<Result<>> watch_sites(output::Renderer& renderer) {
        CO_TRY(co_await know_names(renderer));
        CO_TRY_LET(auto sites, co_await ask_for_sites());
        sites_asked_.clear();
        for (const Target& site : sites) sites_asked_.push_back(site.id);
        CO_TRY(co_await begin(renderer, *fresh_));
        auto outcomes = co_await ask_sites(sites, "");
        for (const farm::Outcome& outcome : outcomes)
            if (outcome.error) co_return *outcome.error;
        co_return show_sites(outcomes, renderer);
    }

    // The IDs of objects that --where names.
    asio::awaitable<Result<>> know_names(output::Renderer& renderer) {
        farm::Directory directory(session_, context_.catalog(), name_keeper(context_));
        co_return co_await look_names_up(renderer, directory);
    }

    asio::awaitable<std::vector<farm::Outcome>> ask_each(std::string label) {
        SideBySide side_by_side(context_, label, plan_.targets.each.size());
        const auto ask = [this](const Target& target) -> asio::awaitable<Result<json::Value>> {
            const farm::Arguments input = plan_.arguments_for(&target);
            co_return co_await farm::call(session_, plan_.operation, input);
        };
        auto outcomes = co_await farm::for_each(plan_.targets.each, side_by_side.pace(false), ask);
        side_by_side.finish();
        co_return outcomes;
    }

    // What the rows do not hold themselves is asked for before the first of them, or before they are written.
    asio::awaitable<Result<>> begin(output::Renderer& renderer) { return begin(renderer, lookups_); }

    asio::awaitable<Result<>> begin(output::Renderer& renderer, farm::Directory& directory) {
        co_return co_await look_up_before(renderer, directory, plan_.command.noun(), sites_asked_);
    }

    asio::awaitable<Result<ExitCode>> complete(output::Renderer& renderer) {
        CO_TRY(co_await look_up_after(renderer, lookups_, plan_.command.noun(), sites_asked_));
        co_return finish(renderer);
    }

    Result<ExitCode> finish(output::Renderer& renderer) {
        TRY(renderer.finish());
        if (renderer.shown() == 0 && !is_for_programs(context_))
            context_.note(context_.settings().text(SettingId::where).empty()
                              ? fmt::format("nothing to show: there is no {}", plan_.command.noun().name())
                              : fmt::format("nothing to show: no {} matches", plan_.command.noun().name()));
        return ends_with(ExitCode::done);
    }

    static Result<> show(farm::Outcome& outcome, output::Renderer& renderer) {
        if (outcome.ending != farm::Ending::done) return {};
        if (!outcome.answer.is_array()) {
            auto shown = renderer.row(std::move(outcome.answer));
            return shown ? Result<>{} : Result<>(shown.error());
        }
        for (json::Value& row : outcome.answer.as_array()) TRY(renderer.row(std::move(row)));
        return {};
    }

    Context& context_;
    session::Session& session_;
    ActPlan plan_;
    const Arguments& arguments_;
    DownloadPlace& place_;
    Renaming renaming_;
    farm::Directory lookups_;                 // of names that tables show
    std::optional<farm::Directory> fresh_{};  // the same of one look of --watch
    SitesAsked sites_asked_{};
};

}  // namespace

asio::awaitable<Result<ExitCode>> read_and_show(Context& context, session::Session& session,
                                                const ActPlan& plan, const Arguments& arguments,
                                                DownloadPlace& place, Renaming renaming) {
    Reading reading(context, session, plan, arguments, place, std::move(renaming));
    // GCC 12 destroys the result twice when both branches of a conditional expression wait.
    if (arguments.on("watch")) co_return co_await reading.watch();
    if (arguments.on(all_sites_option)) co_return co_await reading.of_all_sites();
    if (plan.is_single()) {
        auto read = co_await reading.one();
        bool again = false;
        if (!read && read.error().exit_code == ExitCode::not_found) again = co_await reading.rename();
        if (again) read = co_await reading.one();
        co_return read;
    }
    const auto kind = plan.operation.response_kind();
    // Files of several, and what has no rows, are told of as acts are.
    if (kind != ResponseKind::value && kind != ResponseKind::list)
        co_return co_await carry_out(context, session, plan, arguments, place);
    co_return co_await reading.many();
}

}  // namespace rasctl::commands
