// Acting on users' sessions: who is touched is named and confirmed, each has an outcome.
#include <fmt/format.h>

#include <map>

#include "commands/call/confirmation.hpp"
#include "commands/call/dry_run.hpp"
#include "commands/call/many_targets.hpp"
#include "commands/call/result_output.hpp"
#include "commands/exit_code.hpp"
#include "commands/farm/user_sessions.hpp"
#include "farm/call.hpp"
#include "farm/request_builder.hpp"
#include "terminal/sanitize.hpp"

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
    SessionAction(Context& context, const Arguments& arguments, std::vector<std::string> words,
                  std::string_view verb, json::Object body)
        : context_(context),
          arguments_(arguments),
          words_(std::move(words)),
          verb_(verb),
          body_(std::move(body)) {}

    Result<ExitCode> run() {
        const output::Shape shape{.identity = "user",
                                  .id = "sessionID",
                                  .default_columns = {"sessionID", "user", "host", "result", "error"}};
        auto renderer = make_renderer(context_, shape, false);
        if (!renderer) return renderer.error();
        auto session = context_.session();
        if (!session) return session.error();
        session_ = *session;
        if (auto done = context_.run([this] { return go(); }); !done) return done.error();
        if (outcomes_.empty()) return ends_with(ExitCode::done);
        return show(*renderer);
    }

  private:
    asio::awaitable<Result<>> go() {
        auto chosen = co_await choose_sessions(context_, arguments_, words_, verb_name());
        if (!chosen) co_return chosen.error();
        if (chosen->empty()) {
            context_.note("nothing to do: no session matches");
            co_return Result<>{};
        }
        for (UserSession& one : *chosen) steps_.push_back({.session = std::move(one)});
        if (auto planned = co_await plan(); !planned) co_return planned;
        std::vector<Target> targets;
        targets.reserve(steps_.size());
        for (const Step& step : steps_)
            targets.push_back(
                {step.session.id, fmt::format("{} on {}", step.session.user, step.session.host)});
        const auto command = context_.catalog().command(fmt::format("rds host session {}", verb_));
        if (command)
            if (auto agreed = confirm(context_, *command, targets); !agreed) co_return agreed;
        if (context_.settings().on(SettingId::dry_run)) co_return show_requests();
        co_return co_await send(std::move(targets));
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
            auto asked = co_await machines_by_name();
            if (!asked) co_return asked.error();
            machines = std::move(*asked);
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
        auto rows = co_await farm::call(*session_, command->operation(0), {});
        if (!rows) co_return rows.error();
        if (!rows->is_array()) co_return machines;
        for (const json::Value& row : rows->as_array()) {
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

    asio::awaitable<Result<>> send(std::vector<Target> targets) {
        for (std::size_t i = 0; i < targets.size(); ++i) targets[i].id = std::to_string(i);
        Act act = [&](const Target& target) -> asio::awaitable<Result<json::Value>> {
            const Step& step = steps_[std::stoul(target.id)];
            if (!step.operation)
                co_return Error{.exit_code = ExitCode::invalid,
                                .what = "cannot act",
                                .why = step.obstacle,
                                .http_status = 400};
            co_return co_await farm::call(*session_, *step.operation, step.arguments);
        };
        outcomes_ =
            co_await act_on_all(context_, std::move(targets), fmt::format("session {}", verb_name()), act);
        co_return Result<>{};
    }

    Result<ExitCode> show(output::Renderer& renderer) {
        std::size_t failed = 0;
        for (std::size_t i = 0; i < outcomes_.size(); ++i) {
            const Outcome& outcome = outcomes_[i];
            const UserSession& one = steps_[i].session;
            json::Object row;
            row.append("sessionID", id_value(one.id));
            row.append("user", one.user);
            row.append("host", one.host);
            append_outcome(row, outcome);
            if (auto more = renderer.row(std::move(row)); !more) return more.error();
            if (outcome.error || !outcome.started) ++failed;
        }
        if (auto finished = renderer.finish(); !finished) return finished.error();
        if (failed == 0) return ends_with(ExitCode::done);
        if (outcomes_.size() == 1 && outcomes_.front().error) return *outcomes_.front().error;
        return Error{.exit_code = ExitCode::some_failed,
                     .what = fmt::format("'session {}' failed for {} of {} sessions", verb_name(), failed,
                                         outcomes_.size()),
                     .why = {}};
    }

    Context& context_;
    const Arguments& arguments_;
    std::vector<std::string> words_;
    std::string verb_;
    json::Object body_;
    session::Session* session_ = nullptr;
    std::vector<Step> steps_;
    std::vector<Outcome> outcomes_;
};

}  // namespace

Result<ExitCode> act_on_sessions(Context& context, const Arguments& arguments,
                                 const std::vector<std::string>& words, std::string_view verb,
                                 json::Object body) {
    return SessionAction(context, arguments, words, verb, std::move(body)).run();
}

}  // namespace rasctl::commands
