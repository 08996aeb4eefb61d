// Acting on users' sessions: who is touched is named and confirmed, each has an outcome.
#include <fmt/format.h>

#include <map>

#include "commands/line/exit_code.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/repeat.hpp"
#include "commands/run/call/act_plan.hpp"
#include "commands/run/call/act_report.hpp"
#include "commands/run/call/confirmation.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "commands/run/farm/user_sessions.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/request_builder.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::int64_t on_rds = 1, on_vdi = 2;

// One session with the request that acts on it, or why there is none.
struct Step {
    UserSession session;
    std::optional<catalog::Operation> operation{};
    farm::Arguments arguments{};
    std::string obstacle{};
};

class SessionAction {
  public:
    SessionAction(Context& context, const Arguments& arguments, const farm::Selection& selection,
                  std::string_view verb, json::Object body)
        : context_(context),
          arguments_(arguments),
          selection_(selection),
          verb_(verb),
          body_(std::move(body)) {}

    Result<ExitCode> run() {
        for (const std::string_view option : {"limit", "sort", "columns"})
            if (arguments_.given(option))
                return Error{.exit_code = ExitCode::usage,
                             .what = fmt::format("--{} does not go with '{}'", option, act_name()),
                             .why = "it is for what shows rows, and would be ignored here",
                             .hint = fmt::format("rasctl {} --help", act_name())};
        TRY_LET(auto report, ActReport::prepare(context_, form()));
        report_.emplace(std::move(report));
        TRY_LET(auto session, context_.session());
        session_ = session;
        TRY(context_.run([this] { return go(); }));
        return ends_with(exit_code_);
    }

  private:
    std::string act_name() const { return fmt::format("session {}", verb_name()); }

    ReportForm form() const {
        ReportForm form;
        form.act = act_name();
        form.things = "sessions";
        form.columns = {"id", "user", "host", "result", "error"};
        form.more = [this](json::Object& row, std::size_t place) {
            row.append("user", steps_[place].session.user);
            row.append("host", steps_[place].session.host);
        };
        form.repeat = [this](const std::vector<Target>& again) {
            std::vector<std::string> words;
            if (verb_ == "send-message") words.push_back(arguments_.targets().front());
            for (const Step& step : steps_)
                for (const Target& target : again)
                    if (target.id == step.session.id && target.name == name_of(step.session))
                        words.push_back(fmt::format("{}/{}", step.session.host, step.session.id));
            Usage usage{.name = act_name(), .summary = {}, .options = session_choice_options()};
            usage.options.push_back({.name = "title", .placeholder = "TEXT", .help = {}, .group = {}});
            add_global_options(usage);
            return repeated(usage, arguments_, words);
        };
        return form;
    }

    static std::string name_of(const UserSession& session) {
        return fmt::format("{} on {}", session.user, session.host);
    }

    // What it does to users, for the question; nothing when nobody needs to be asked.
    std::optional<std::string> why_ask() const {
        if (verb_ == "logoff") return "what users have not saved is lost";
        if (verb_ == "disconnect") return "users notice it at once";
        if (selection_.is_by_rule()) return "it goes to everybody that matches";
        return std::nullopt;
    }

    asio::awaitable<Result<>> go() {
        CO_TRY_LET(auto chosen, co_await choose_sessions(context_, arguments_, selection_, verb_name()));
        if (chosen.empty()) {
            context_.note("nothing to do: no session matches");
            co_return report_->tell_none();
        }
        CO_TRY(check_at_most(arguments_, act_name(), chosen.size()));
        for (UserSession& one : chosen) steps_.push_back({.session = std::move(one)});
        CO_TRY(co_await plan());
        Question question{.act = act_name()};
        for (const Step& step : steps_) question.targets.push_back({step.session.id, name_of(step.session)});
        if (const auto reason = why_ask()) {
            question.reason = *reason;
            if (auto agreed = confirm(context_, question); !agreed) co_return agreed;
        }
        if (context_.settings().on(SettingId::dry_run)) co_return show_requests();
        co_return co_await send(question.targets);
    }

    std::string verb_name() const { return verb_ == "send-message" ? "message" : verb_; }

    std::optional<catalog::Operation> operation_of(std::string_view noun) const {
        const auto command = context_.catalog().command(fmt::format("{} {}", noun, verb_));
        return command ? std::optional(command->operation(0)) : std::nullopt;
    }

    asio::awaitable<Result<>> plan() {
        const auto for_rds = operation_of("rds host session");
        const auto for_vdi = operation_of("provider vm vdi-host");
        bool any_vdi = false;
        for (const Step& step : steps_) any_vdi = any_vdi || step.session.source == on_vdi;
        std::map<std::string, std::string> machines;
        if (any_vdi) {
            CO_TRY_LET(auto asked, co_await machines_by_name());
            machines = std::move(asked);
        }
        for (Step& step : steps_) {
            const UserSession& one = step.session;
            if (one.source == on_rds && for_rds) {
                step.operation = for_rds;
                step.arguments.targets = {one.server_id, one.id};
            } else if (one.source == on_vdi && for_vdi && machines.contains(one.host)) {
                step.operation = for_vdi;
                step.arguments.targets = {one.server_id, machines[one.host]};
            } else {
                step.obstacle = one.source == on_vdi ? "its virtual machine is not known"
                                                     : "the API has no operation for sessions on Azure hosts";
            }
            if (step.operation && !body_.empty()) step.arguments.body = body_for(*step.operation);
        }
        co_return Result<>{};
    }

    // The IDs of virtual desktops by name: sessions name their machine only.
    asio::awaitable<Result<std::map<std::string, std::string>>> machines_by_name() {
        std::map<std::string, std::string> machines;
        const auto command = context_.catalog().command("provider vm vdi-host list");
        if (!command) co_return machines;
        CO_TRY_LET(auto rows, co_await farm::call(*session_, command->operation(0)));
        if (!rows.is_array()) co_return machines;
        for (const json::Value& row : rows.as_array()) {
            const json::Value* id = row.find("id");
            const json::Value* name = row.find("name");
            if (id && name) machines[name->scalar_text()] = id->scalar_text();
        }
        co_return machines;
    }

    json::Value body_for(const catalog::Operation& operation) const {
        json::Object body;
        for (const auto& [name, value] : body_) {
            const auto flag = operation.flag(name);
            body.append(flag ? std::string(flag->path()) : name, value);
        }
        return body;
    }

    Result<> show_requests() {
        for (const Step& step : steps_) {
            if (!step.operation) continue;
            const auto request =
                farm::build_request(*step.operation, step.arguments, session_->known_server_version());
            if (auto shown = show_request(context_, session_->endpoint(), request); !shown) return shown;
        }
        return {};
    }

    asio::awaitable<Result<>> send(const std::vector<Target>& targets) {
        SideBySide side_by_side(context_, act_name(), steps_.size());
        const auto act = [this](const Step& step) -> asio::awaitable<Result<json::Value>> {
            if (!step.operation)
                co_return Error{.exit_code = ExitCode::invalid,
                                .what = "cannot act",
                                .why = step.obstacle,
                                .http_status = 400};
            co_return co_await farm::call(*session_, *step.operation, step.arguments);
        };
        auto outcomes = co_await farm::for_each(steps_, side_by_side.pace(true), act);
        side_by_side.finish();
        exit_code_ = report_->tell(form(), targets, outcomes);
        co_return Result<>{};
    }

    Context& context_;
    const Arguments& arguments_;
    const farm::Selection& selection_;
    std::string verb_;
    json::Object body_;
    session::Session* session_ = nullptr;
    std::vector<Step> steps_;
    std::optional<ActReport> report_;
    ExitCode exit_code_ = ExitCode::done;
};

}  // namespace

Result<ExitCode> act_on_sessions(Context& context, const Arguments& arguments,
                                 const farm::Selection& selection, std::string_view verb, json::Object body) {
    return SessionAction(context, arguments, selection, verb, std::move(body)).run();
}

Result<ExitCode> act_on_no_session(Context& context, std::string_view verb) {
    context.note("nothing to do: no session came on stdin");
    TRY_LET(auto report, ActReport::prepare(context, {.act = fmt::format("session {}", verb)}));
    TRY(report.tell_none());
    return ends_with(ExitCode::done);
}

}  // namespace rasctl::commands
