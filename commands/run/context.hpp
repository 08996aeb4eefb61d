// What every command is handed: the streams, the settings, the catalogue, the way to the farm. No command
// asks the operating system itself, so that tests need no globals.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"
#include "config/config_reader.hpp"
#include "config/settings.hpp"
#include "error/error.hpp"
#include "session/session.hpp"
#include "terminal/environment.hpp"
#include "terminal/prompt.hpp"
#include "terminal/streams.hpp"

namespace rasctl::http {
class TlsContext;
}

namespace rasctl::commands {

// Opens the session of a run: the product's own, or a test's.
class Context;
using SessionOpener = std::function<Result<std::unique_ptr<session::Session>>(Context&)>;

struct Lender;

class Context {
  public:
    // `lender` is another run that waits for this one; without it the run has its own of everything.
    Context(terminal::Streams& streams, const terminal::Environment& environment, SessionOpener opener,
            Lender* lender = nullptr);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    terminal::Streams& streams() { return streams_; }
    const terminal::Environment& environment() const { return environment_; }

    // Reads the configuration and lays the flags over it. Before this, settings() must not be used.
    // With `tolerant`, wrong values count as not set and a configuration that cannot be read as empty.
    Result<> configure(config::Settings::Flags flags, bool tolerant = false);
    const config::Settings& settings() const { return *settings_; }
    const config::ConfigFile& config_file() const { return *config_file_; }
    // Why a tolerant configure() took the configuration as empty.
    Result<> check_config() const { return config_state_; }
    // The configuration's file, whatever the settings say.
    config::ConfigReader& config() { return config_; }
    const config::Paths& paths() const { return config_.paths(); }

    // The catalogue in force for the context: the built-in one, or an imported one.
    const catalog::Catalog& catalog() const { return *catalog_; }
    void use_catalog(std::shared_ptr<const catalog::Catalog> catalog) { catalog_ = std::move(catalog); }

    terminal::Prompt& prompt();
    // Made when it is first asked for: short runs need none.
    boost::asio::io_context& io();
    // Null when nobody lends anything.
    Lender* lender() const { return lender_; }

    // What sessions of these settings set TLS up by; null until it is prepared.
    const std::shared_ptr<http::TlsContext>& tls_context() const { return tls_context_; }
    void prepare_tls(std::shared_ptr<http::TlsContext> made) { tls_context_ = std::move(made); }

    // The session, opened when it is first asked for. Opening sends nothing yet.
    Result<session::Session*> session();
    bool has_session() const { return session_ != nullptr; }
    // Ends what must not outlive the run; called once by the program.
    void close();

    // Runs the work to its end on io(). Ctrl-C cancels it: the answer is then a failure with exit code
    // interrupted.
    Result<> run(std::function<boost::asio::awaitable<Result<>>()> work);

    // Shows what follows on stdout in the pager when it is longer than the screen, unless --no-pager.
    void page_output();

    // Writes a line to stderr unless --quiet.
    void note(std::string_view line);
    // Likewise, once a run whoever says it.
    void note_once(std::string_view line);

    // How this program was called, for plugins and batch.
    std::vector<std::string> words;

  private:
    terminal::Streams& streams_;
    const terminal::Environment& environment_;
    SessionOpener opener_;
    std::optional<config::ConfigFile> config_file_;
    Result<> config_state_;
    std::set<std::string, std::less<>> said_;
    std::optional<config::Settings> settings_;
    std::shared_ptr<const catalog::Catalog> catalog_{std::shared_ptr<void>(), &catalog::Catalog::built_in()};
    std::optional<terminal::Prompt> prompt_;
    Lender* lender_;
    std::optional<boost::asio::io_context> own_io_;
    std::optional<config::ConfigReader> own_config_;
    config::ConfigReader& config_;
    std::shared_ptr<http::TlsContext> tls_context_;
    std::unique_ptr<session::Session> session_;
};

}  // namespace rasctl::commands
