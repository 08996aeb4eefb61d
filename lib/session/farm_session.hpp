// A session with a farm over HTTP.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string_view>

#include "config/paths.hpp"
#include "config/settings.hpp"
#include "error/error.hpp"
#include "session/account.hpp"
#include "session/connection.hpp"
#include "session/session.hpp"
#include "terminal/environment.hpp"
#include "terminal/prompt.hpp"

namespace rasctl::session {

// What a session of a run is opened from. The paths and settings are read, and written to, as it goes on;
// what is referred to must outlive the session.
struct Surroundings {
    const config::Settings& settings;
    const config::Paths& paths;
    const terminal::Environment& environment;
    std::function<terminal::Prompt&()> prompt{};    // asked for only when somebody is to be asked
    std::function<void(std::string_view)> warn{};   // a line for stderr
    std::function<void(std::string_view)> debug{};  // a line of --debug
    boost::asio::any_io_executor executor{};
    std::shared_ptr<http::TlsContext> tls_context{};  // made by the settings' policy before, or null
};

// A session with the farm that the settings name. Sends nothing yet. Where the farm is one of a context,
// tokens are kept and shared (design 5); else the session is logged off by close(). Failures: those of
// connection_of(), of a token store that cannot be used, and of --trace-file.
Result<std::unique_ptr<Session>> open_farm_session(Surroundings surroundings);

// The account that the settings name, with the token store that they name. Sends nothing.
Result<std::unique_ptr<Account>> open_account(const Surroundings& surroundings, Connection connection);

// Whether the endpoint in effect is that of the context in effect, so that its tokens are worth keeping.
bool belongs_to_context(const config::Settings& settings);

// Keeps the version that a server told this user, for its context and for runs without one. The user is told
// apart from the settings, which `login` is only about to write.
void remember_server_version(const config::Settings& settings, std::string_view user,
                             const config::Paths& paths, const std::string& endpoint, int version);

}  // namespace rasctl::session
