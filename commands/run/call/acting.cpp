#include "commands/run/call/acting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/exit_code.hpp"
#include "commands/run/call/answer.hpp"
#include "commands/run/call/look_ups.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/signals.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
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

std::string done_text(const ActPlan& plan) {
    const auto noun = plan.command.noun().name();
    if (plan.reads()) return {};
    return plan.targets.each.empty()
               ? fmt::format("{} {}", noun, past(plan.command.verb()))
               : fmt::format("{} {} {}", noun, shown(plan.targets.each.front()), past(plan.command.verb()));
}

// A file that goes up shows how far it is, where it is the only one.
class UploadProgress {
  public:
    UploadProgress(Context& context, bool shown)
        : bar_(context.streams(), "sending", std::nullopt, terminal::Unit::bytes, shown),
          ticker_(context, bar_) {}

    http::Progress report() {
        return [this](std::uint64_t done, std::optional<std::uint64_t> total) {
            bar_.set_total(total);
            bar_.set_done(done);
            // The answer follows, and with it other text.
            if (done == total) bar_.finish();
        };
    }

  private:
    terminal::Progress bar_;
    ProgressTicker ticker_;
};

// Where a file lies is the answer to who asked for it.
Result<json::Value> as_value(const Result<std::string>& saved) {
    return saved ? Result<json::Value>(json::Value(*saved)) : Result<json::Value>(saved.error());
}

// A table of what was made shows names as the list of it does.
asio::awaitable<Result<>> name_what_was_made(Context& context, session::Session& session,
                                             const ReportForm& form,
                                             const std::vector<farm::Outcome>& outcomes, ActReport& report) {
    std::vector<const json::Value*> answers;
    for (const farm::Outcome& outcome : outcomes)
        if (outcome.answer.is_object()) answers.push_back(&outcome.answer);
    farm::Directory directory(session, context.catalog());
    co_return co_await look_up_answers(report.renderer(), directory, form.object, answers);
}

}  // namespace

ReportForm form_of(const ActPlan& plan, const Arguments& arguments) {
    ReportForm form;
    form.act = plan.command.name();
    form.is_single = plan.is_single();
    const auto kind = plan.operation.response_kind();
    form.makes_object = plan.command.verb() == "create" && kind != ResponseKind::empty;
    form.object = output::shape_of(plan.operation);
    form.done_text = done_text(plan);
    form.repeat = [&plan, &arguments](const std::vector<Target>& again) {
        std::vector<std::string> ids(plan.targets.shared);
        for (const Target& target : again) ids.push_back(target.id);
        return repeat_command(plan.command, arguments, ids);
    };
    return form;
}

asio::awaitable<Result<ExitCode>> carry_out(Context& context, session::Session& session, const ActPlan& plan,
                                            const Arguments& arguments, DownloadPlace& place) {
    const ReportForm form = form_of(plan, arguments);
    CO_TRY_LET(auto report, ActReport::prepare(context, form));
    const std::vector<Target> steps = plan.steps();
    const bool uploads = !plan.input.uploads.empty() && steps.size() == 1;
    std::optional<UploadProgress> upload;
    if (uploads) upload.emplace(context, !context.settings().on(SettingId::quiet));
    SideBySide side_by_side(context, steps.size() > 1 ? form.act : std::string{}, steps.size());
    const auto act = [&](const Target& target) -> asio::awaitable<Result<json::Value>> {
        CO_TRY_LET(auto merged, co_await merged_lists(session, plan.command, plan.list_changes,
                                                      plan.arguments_for(&target)));
        farm::Arguments& input = merged;
        if (upload) input.on_upload = upload->report();
        if (plan.operation.response_kind() == ResponseKind::binary)
            co_return as_value(
                co_await send_and_save(context, session, plan.operation, input, place, target.id));
        auto answer = co_await farm::call(session, plan.operation, input);
        if (!answer) co_return answer;
        CO_TRY(co_await check_lists(session, plan.command, plan.list_changes, input.targets));
        co_return answer;
    };
    auto outcomes = co_await farm::for_each(steps, side_by_side.pace(!plan.reads()), act);
    side_by_side.finish();
    if (form.makes_object && !is_for_programs(context)) {
        // What was made is told whether its references have names or not.
        [[maybe_unused]] const auto named =
            co_await name_what_was_made(context, session, form, outcomes, report);
    }
    const ExitCode code = report.tell(form, steps, outcomes);
    const bool any = std::ranges::any_of(
        outcomes, [](const farm::Outcome& one) { return one.ending == farm::Ending::done; });
    if (any) CO_TRY(co_await make_live(context, session, plan.command));
    co_return ends_with(code);
}

asio::awaitable<Result<>> make_live(Context& context, session::Session& session,
                                    const catalog::Command& command) {
    const bool waits = command.effect() != catalog::Effect::read &&
                       std::ranges::find(pending_verbs, command.verb()) != pending_verbs.end();
    if (!waits || terminal::stop_requested()) co_return Result<>{};
    if (!context.settings().on(SettingId::apply)) {
        context.note("hint: not live yet; rasctl settings apply");
        co_return Result<>{};
    }
    const auto apply = context.catalog().command("settings apply");
    if (!apply) co_return Result<>{};
    CO_TRY(co_await farm::call(session, apply->operation(0)));
    context.note("settings applied");
    co_return Result<>{};
}

}  // namespace rasctl::commands
