#include "commands/run/call/session_end.hpp"

#include "commands/run/call/dry_run.hpp"

namespace rasctl::commands {

boost::asio::awaitable<Result<Ended>> end_or_show_session(Context& context,
                                                          const config::Settings& settings) {
    ShowInstead show;
    if (context.settings().on(config::SettingId::dry_run))
        show = [&context](const std::string& endpoint, const http::Request& request) {
            return show_request(context, endpoint, request);
        };
    co_return co_await end_session(context, settings, show);
}

}  // namespace rasctl::commands
