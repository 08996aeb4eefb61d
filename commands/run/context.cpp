#include "commands/run/context.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "commands/run/interruption.hpp"
#include "commands/run/lender.hpp"
#include "error/try.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;
using config::SettingId;

Context::Context(terminal::Streams& streams, const terminal::Environment& environment, SessionOpener opener,
                 Lender* lender)
    : streams_(streams),
      environment_(environment),
      opener_(std::move(opener)),
      lender_(lender),
      config_(lender != nullptr ? lender->config : own_config_.emplace(environment)) {}

Context::~Context() = default;

asio::io_context& Context::io() {
    if (lender_ != nullptr) return lender_->io;
    return own_io_ ? *own_io_ : own_io_.emplace(1);
}

Result<> Context::configure(config::Settings::Flags flags, bool tolerant) {
    auto file = config_.load();
    if (!file && !tolerant) return file.error();
    config_state_ = file ? Result<>{} : Result<>(file.error());
    config_file_ = file ? std::move(*file) : config::ConfigFile();
    const config::Settings* const known =
        lender_ != nullptr && file ? lender_->settings.of(*config_file_, flags) : nullptr;
    if (known != nullptr) {
        settings_ = *known;
    } else {
        settings_.emplace(flags, environment_, *config_file_);
        auto checked = settings_->check();
        if (!checked && !tolerant) return checked;
        if (lender_ != nullptr && file && checked)
            lender_->settings.keep(*config_file_, std::move(flags), *settings_);
    }
    const auto choice = terminal::parse_colour_choice(settings_->text(SettingId::color));
    streams_.choose_colour(choice.value_or(terminal::ColourChoice::automatic), environment_);
    return {};
}

terminal::Prompt& Context::prompt() {
    if (!prompt_) {
        const bool refused = settings_ && settings_->on(SettingId::no_input);
        prompt_ =
            refused ? terminal::Prompt::refusing("--no-input is given") : terminal::Prompt::on_terminal();
    }
    return *prompt_;
}

Result<session::Session*> Context::session() {
    if (!session_) {
        TRY_LET(auto opened, opener_(*this));
        session_ = std::move(opened);
    }
    return session_.get();
}

Result<> Context::run(std::function<asio::awaitable<Result<>>()> work) {
    if (lender_ != nullptr) return lender_->runs.run(std::move(work));
    return run_until_done_or_interrupted(io(), std::move(work));
}

void Context::close() {
    if (!session_) return;
    session::Session* session = session_.get();
    // What fails here was said already, or cannot be helped any more.
    const auto closed =
        session->ends_here()
            ? run([session]() -> asio::awaitable<Result<>> { co_return co_await session->close(); })
            : Result<>{};
    if (!closed && closed.error().exit_code != ExitCode::interrupted)
        note(fmt::format("rasctl: warning: the session was not logged off and ends by itself later: {}: {}",
                         closed.error().what, closed.error().why));
    session_.reset();
}

void Context::page_output() {
    if (!settings().on(SettingId::no_pager)) streams_.page_output(environment_);
}

void Context::note_once(std::string_view line) {
    if (said_.insert(std::string(line)).second) note(line);
}

void Context::note(std::string_view line) {
    if (settings_ && settings_->on(SettingId::quiet)) return;
    [[maybe_unused]] const auto said = streams_.say(line);
}

}  // namespace rasctl::commands
