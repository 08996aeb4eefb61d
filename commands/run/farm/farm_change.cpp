#include "commands/run/farm/farm_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "commands/run/call/confirmation.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/farm/counted_session.hpp"
#include "commands/run/farm/wanted_documents.hpp"
#include "commands/run/result_output.hpp"
#include "config/cache.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/for_each.hpp"
#include "farm/operation_choice.hpp"
#include "state/needed_secrets.hpp"
#include "state/send.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;
using json::Value;
using state::Act;

constexpr std::string_view unapplied = "unapplied";
constexpr std::chrono::days longest_unapplied{30};

// One change and how it went.
struct Outcome {
    farm::Ending ending = farm::Ending::not_started;
    std::string why{};
};

Result<> ask(Context& context, const std::vector<state::Change>& changes, const std::string& act) {
    if (context.settings().on(SettingId::dry_run)) return {};
    const bool deletes =
        std::ranges::any_of(changes, [](const state::Change& change) { return change.act == Act::remove; });
    if (!deletes && !would_ask(context)) return {};
    if (would_ask(context)) {
        for (const state::Change& change : shown_changes(context, changes)) {
            const std::string line = fmt::format("  {} {}", word_of(change.act), state::shown(change.key));
            TRY(context.streams().say(terminal::sanitize(line)));
            for (const state::FieldChange& field : change.fields) {
                if (change.act != Act::update) continue;
                const std::string detail =
                    fmt::format("      {}: {} -> {}", field.path,
                                field.before ? state::shown_value(*field.before) : "(not there)",
                                field.after ? state::shown_value(*field.after) : "(not there)");
                if (auto said = context.streams().say(terminal::sanitize(detail)); !said) return said;
            }
        }
    }
    return confirm(context, {.act = fmt::format("{} ({})", act, summary_of(changes)),
                             .reason = "it deletes what no document names"});
}

// Secrets by name, known before the first write.
Result<std::map<std::string, std::string>> read_secrets(Context& context, const FarmDocuments& farm,
                                                        const std::vector<state::Change>& changes) {
    std::map<std::string, std::string> secrets;
    std::vector<std::string> unset;
    for (const std::string& name : state::secrets_needed(*farm.kinds, changes)) {
        // A variable that a CI job sets to nothing is a secret that it does not have.
        if (const auto value = context.environment().find(name); value && !value->empty()) {
            secrets[name] = *value;
        } else if (context.settings().on(SettingId::dry_run)) {
            secrets[name] = "***";
        } else if (context.prompt().available()) {
            TRY_LET(auto typed, context.prompt().secret(name));
            secrets[name] = std::string(typed.expose());
        } else if (std::ranges::find(unset, name) == unset.end()) {
            unset.push_back(name);
        }
    }
    if (unset.empty()) return secrets;
    const std::string first = unset.front();
    Error error{.exit_code = ExitCode::usage,
                .what = unset.size() == 1 ? fmt::format("nothing says what ${{{}}} is", first)
                                          : fmt::format("nothing says what {} secrets are", unset.size()),
                .why = "no server tells them, so no export holds them; nothing was sent",
                .hint = fmt::format("set {} in the environment, or leave the field out", first)};
    if (unset.size() > 1) error.details = std::move(unset);
    return error;
}

// What runs leave behind for later ones, per server and user.
config::Cache marks_of(Context& context, const std::string& endpoint) {
    return {context.paths(), endpoint, context.settings().text(SettingId::username)};
}

// Whether an earlier run ended before it applied what it had sent.
Result<bool> is_unapplied(Context& context) {
    TRY_LET(auto session, context.session());
    return marks_of(context, session->endpoint()).get(unapplied, longest_unapplied).has_value();
}

class Work {
  public:
    Work(Context& context, FarmDocuments& farm, const std::vector<state::Change>& changes,
         std::map<std::string, std::string> secrets)
        : context_(context),
          farm_(farm),
          changes_(changes),
          secrets_(std::move(secrets)),
          outcomes_(changes.size()) {}

    asio::awaitable<Result<>> run() {
        CO_TRY_LET(auto session, context_.session());
        CountedSession counted(*session);
        state::Reader reader(counted, context_.catalog(), *farm_.kinds, {});
        state::Sender sender(farm_.snapshot, *farm_.kinds, reader, farm_.version, way(counted));
        const config::Cache marks = marks_of(context_, session->endpoint());
        // Killed from here on, the next run knows that something may wait to be applied.
        const bool waits = marks.get(unapplied, longest_unapplied).has_value();
        if (!context_.settings().on(SettingId::dry_run)) marks.put(unapplied, Value(true));
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            const std::size_t before = sender.writes();
            auto made = co_await sender.make(changes_[i]);
            outcomes_[i].ending = made ? farm::Ending::done : farm::Ending::failed;
            if (made) continue;
            const Error& error = made.error();
            if (sender.writes() > before && farm::may_have_been_done(error))
                outcomes_[i].ending = farm::Ending::unknown;
            outcomes_[i].why = error.why.empty() ? error.what : error.why;
            if (!first_) first_ = error;
            if (error.http_status == 0 && error.exit_code != ExitCode::invalid &&
                error.exit_code != ExitCode::not_found)
                break;
        }
        const bool gone = first_ && first_->http_status == 0 && first_->exit_code != ExitCode::invalid &&
                          first_->exit_code != ExitCode::not_found;
        Result<> applied;
        if (!gone && (sender.writes() > 0 || waits)) applied = co_await apply_settings(counted);
        if (!gone && applied) marks.erase(unapplied);
        counted.tell(context_, fmt::format("looked again and made {} changes", changes_.size()));
        co_return applied;
    }

    bool failed() const { return first_.has_value(); }
    const std::optional<Error>& first() const { return first_; }

    json::Array rows() const {
        json::Array rows;
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            json::Object row;
            row.append("change", state::word_of(changes_[i].act));
            row.append("kind", changes_[i].key.kind);
            row.append("site", changes_[i].key.site);
            row.append("name", changes_[i].key.name);
            if (changes_[i].key.occurrence > 1)
                row.append("occurrence", std::uint64_t{changes_[i].key.occurrence});
            row.append("result", farm::word_of(outcomes_[i].ending));
            row.append("why", outcomes_[i].why);
            rows.emplace_back(std::move(row));
        }
        return rows;
    }

  private:
    state::Way way(session::Session& session) {
        const bool pretends = context_.settings().on(SettingId::dry_run);
        state::Way way{.pretends = pretends};
        way.secret = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = secrets_.find(name);
            return found == secrets_.end() ? std::nullopt : std::optional(found->second);
        };
        way.write = [this, &session, pretends](
                        const catalog::Operation& operation,
                        const farm::Arguments& arguments) -> asio::awaitable<Result<Value>> {
            if (!pretends) co_return co_await farm::call(session, operation, arguments);
            CO_TRY(show_request(context_, session.endpoint(),
                                farm::build_request(operation, arguments, farm_.version)));
            co_return Value();
        };
        return way;
    }

    // What was written is live from here on.
    asio::awaitable<Result<>> apply_settings(session::Session& session) {
        const auto command = context_.catalog().command("settings apply");
        const auto choice =
            command ? farm::choose_operation(*command, 0, farm_.version) : Result<farm::Choice>(Error{});
        if (!choice) co_return Result<>{};
        const farm::Arguments none;
        CO_TRY(co_await way(session).write(choice->operation, none));
        co_return Result<>{};
    }

    Context& context_;
    FarmDocuments& farm_;
    const std::vector<state::Change>& changes_;
    std::map<std::string, std::string> secrets_;
    std::vector<Outcome> outcomes_;
    std::optional<Error> first_;
};

}  // namespace

Result<ExitCode> change_farm(Context& context, FarmDocuments& farm, const std::vector<state::Change>& changes,
                             const std::string& act) {
    if (changes.empty()) {
        TRY_LET(const auto waits, is_unapplied(context));
        if (!waits || act != "apply" || context.settings().on(SettingId::dry_run)) {
            context.note("nothing differs; nothing was sent");
            return ends_with(ExitCode::done);
        }
        context.note("nothing differs; what an earlier run sent is applied now");
    }
    TRY(ask(context, changes, act));
    TRY_LET(auto secrets, read_secrets(context, farm, changes));
    Work work(context, farm, changes, std::move(secrets));
    auto done = context.run([&]() -> asio::awaitable<Result<>> { return work.run(); });
    if (!context.settings().on(SettingId::dry_run)) {
        const output::Shape shape{.identity = "name",
                                  .default_columns = {"change", "kind", "site", "name", "result", "why"}};
        if (auto shown = show_value(context, shape, work.rows()); !shown) return shown.error();
    }
    if (!done) return done.error();
    if (!work.failed()) return ends_with(ExitCode::done);
    context.note("what was not done can be done by running the same command again");
    return ends_with(ExitCode::some_failed);
}

}  // namespace rasctl::commands
