#include "workplace.hpp"

#include <stdlib.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <optional>
#include <stdexcept>

#include "session/farm_session.hpp"

namespace rasctl::session::test {
namespace {

namespace asio = boost::asio;

std::filesystem::path make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "rasctl-session-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    return name;
}

asio::awaitable<void> get_into(Session& session, http::BodySink sink,
                               std::optional<Result<http::Response>>& into) {
    http::Request request;
    request.target = "/api/Gateway";
    into = co_await session.send(std::move(request), std::move(sink));
}

template <class T>
T need(std::optional<T>& value) {
    if (!value) throw std::logic_error("the work did not end");
    return std::move(*value);
}

}  // namespace

Workplace::Workplace() : folder(make_folder()), owns_(true) {
    paths = {folder / "config", folder / "cache"};
    environment.set("RASCTL_USERNAME", "admin");
    environment.set("PATH", "/usr/bin:/bin");
}

Workplace::Workplace(std::filesystem::path shared) : folder(std::move(shared)), owns_(false) {
    paths = {folder / "config", folder / "cache"};
    environment.set("RASCTL_USERNAME", "admin");
}

Workplace::~Workplace() {
    std::error_code ignored;
    if (owns_) std::filesystem::remove_all(folder, ignored);
}

void Workplace::use_context(const std::string& url) {
    const std::string text = R"({"version":1,"currentContext":"lab","contexts":{"lab":{"endpoint":")" + url +
                             R"(","username":"admin"}}})";
    const auto file = config::ConfigFile::parse(text, paths.config_file());
    settings = std::make_unique<config::Settings>(config::Settings::Flags{}, environment, file.value());
}

void Workplace::use_endpoint_only(const std::string& url) {
    environment.set("RASCTL_ENDPOINT", url);
    const auto file = config::ConfigFile::parse("{}", paths.config_file());
    settings = std::make_unique<config::Settings>(config::Settings::Flags{}, environment, file.value());
}

void Workplace::set_password(const std::string& password) {
    environment.set("RASCTL_PASSWORD", password);
}

Result<std::unique_ptr<Session>> Workplace::try_open() {
    return open_farm_session({.settings = *settings,
                              .paths = paths,
                              .environment = environment,
                              .prompt = [this]() -> terminal::Prompt& { return *prompt_; },
                              .warn = [this](std::string_view line) { warnings.emplace_back(line); },
                              .executor = loop->get_executor()});
}

std::unique_ptr<Session> Workplace::open(std::vector<std::string> answers) {
    prompt_ =
        std::make_unique<terminal::Prompt>(answers.empty() ? terminal::Prompt::refusing("a test")
                                                           : terminal::Prompt::scripted(std::move(answers)));
    return try_open().value();
}

Result<http::Response> Workplace::get(Session& session, http::BodySink sink) {
    std::optional<Result<http::Response>> result;
    asio::co_spawn(io, get_into(session, std::move(sink), result), asio::detached);
    if (meanwhile) asio::post(io, meanwhile);
    io.restart();
    io.run();
    return need(result);
}

std::vector<Result<http::Response>> Workplace::get_many(Session& session, std::size_t count) {
    return get_by_each(std::vector<Session*>(count, &session));
}

std::vector<Result<http::Response>> Workplace::get_by_each(const std::vector<Session*>& sessions) {
    std::vector<std::optional<Result<http::Response>>> results(sessions.size());
    for (std::size_t i = 0; i < sessions.size(); ++i)
        asio::co_spawn(io, get_into(*sessions[i], {}, results[i]), asio::detached);
    if (meanwhile) asio::post(io, meanwhile);
    io.restart();
    io.run();
    std::vector<Result<http::Response>> answers;
    for (auto& result : results) answers.push_back(need(result));
    return answers;
}

Result<int> Workplace::version_of(Session& session) {
    std::optional<Result<int>> result;
    const auto task = [](Session& asked, std::optional<Result<int>>& into) -> asio::awaitable<void> {
        into = co_await asked.server_version();
    };
    asio::co_spawn(io, task(session, result), asio::detached);
    io.restart();
    io.run();
    return need(result);
}

Result<> Workplace::close(Session& session) {
    std::optional<Result<>> result;
    const auto task = [](Session& closed, std::optional<Result<>>& into) -> asio::awaitable<void> {
        into = co_await closed.close();
    };
    asio::co_spawn(io, task(session, result), asio::detached);
    io.restart();
    io.run();
    return need(result);
}

std::unique_ptr<config::TokenStore> Workplace::store() const {
    return config::make_file_store(paths, [](std::string_view) {});
}

void Workplace::keep_token(const std::string& url, const std::string& token) const {
    store()->put({url, "admin"}, {terminal::Secret(token), 1'700'000'000, "7"}).value();
}

std::string Workplace::kept_token(const std::string& url) const {
    const auto token = store()->get({url, "admin"});
    return token && *token ? std::string((*token)->token.expose()) : std::string{};
}

}  // namespace rasctl::session::test
