#include "simulator/server/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "error/try.hpp"
#include "json/writer.hpp"
#include "simulator/demo/seed.hpp"
#include "simulator/server/coverage.hpp"
#include "simulator/server/options.hpp"
#include "simulator/server/server.hpp"
#include "simulator/store/state_file.hpp"
#include "system/named_file.hpp"
#include "system/server_limits.hpp"

namespace rasctl::simulator {
namespace {

// A reader that went away is no bug: what it does not want to read is dropped.
void print(std::FILE* stream, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

int failed_with(const Error& error) {
    print(stderr,
          fmt::format("rasctl-simulate: {}{}{}\n", error.what, error.why.empty() ? "" : ": ", error.why));
    if (!error.hint.empty()) print(stderr, "hint: " + error.hint + "\n");
    return static_cast<int>(error.exit_code);
}

Result<std::string> read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ExitCode::usage, "cannot read " + path, "no such file, or not allowed", ""};
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<> seed(Farm& farm, const Options& options) {
    const auto known = seeds().find(options.farm);
    if (known != seeds().end()) {
        known->second(farm, options.size);
        return {};
    }
    auto text = read_text(options.farm);
    if (!text)
        return Error{ExitCode::usage, "cannot read the farm " + options.farm,
                     "it is neither demo, sample or empty nor a file", "rasctl-simulate --farm demo"};
    return seed_from_text(farm, *text);
}

// Loads what the state file holds, else seeds the farm, and commits to the file from then on.
Result<> fill_farm(Service& service, const Options& options, std::optional<StateFile>& state) {
    bool loaded = false;
    if (!options.state_file.empty()) {
        TRY_LET(auto opened, StateFile::open(options.state_file));
        state.emplace(std::move(opened));
        TRY_LET(auto found, state->load(service.farm().store()));
        loaded = found;
        service.farm().load_counters();
        service.commit_with([&state](Store& store) { return state->commit(store); });
    }
    if (!loaded) TRY(seed(service.farm(), options));
    return service.start();
}

Result<std::optional<Certificate>> certificate_for(const Options& options) {
    if (options.plain_http) return std::optional<Certificate>();
    if (options.certificate_file.empty()) {
        std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"};
        if (options.host != "0.0.0.0" && options.host != "::" &&
            std::ranges::find(hosts, options.host) == hosts.end())
            hosts.push_back(options.host);
        TRY_LET(auto made, make_certificate(hosts));
        return std::optional(std::move(made));
    }
    auto certificate = read_text(options.certificate_file);
    auto key = read_text(options.key_file);
    if (!certificate) return certificate.error();
    if (!key) return key.error();
    return std::optional(Certificate{std::move(*certificate), std::move(*key)});
}

Result<> announce(const Options& options, const std::optional<Certificate>& certificate, std::uint16_t port) {
    const bool v6 = options.host.find(':') != std::string::npos;
    json::Object line;
    line.append("url", fmt::format("{}://{}:{}", certificate ? "https" : "http",
                                   v6 ? "[" + options.host + "]" : options.host, port));
    if (certificate) {
        TRY_LET(auto fingerprint, fingerprint_of(certificate->certificate_pem));
        line.append("fingerprint", fingerprint);
    } else {
        line.append("fingerprint", json::Null{});
    }
    line.append("api", options.api);
    line.append("farm", options.farm);
    line.append("username", options.administrators.front().first);
    print(stdout, json::write(json::Value(std::move(line))) + "\n");
    return {};
}

Result<> write_certificate(const Options& options, const std::optional<Certificate>& certificate) {
    if (options.ca_out.empty() || !certificate) return {};
    return system::write_named_file(options.ca_out, certificate->certificate_pem, system::Existing::replace,
                                    0666);
}

Result<> serve(const Options& options, Service& service) {
    Endpoint endpoint(service, {options.latency, options.fail_rate, options.seed});
    if (options.rate_limit) endpoint.limit(RateLimit(options.rate_limit->first, options.rate_limit->second));
    if (!options.record_file.empty()) {
        TRY_LET(auto recorder, Recorder::open(options.record_file, service.router(), options.record_secrets));
        endpoint.record_with(std::move(recorder));
    }
    TRY_LET(auto certificate, certificate_for(options));
    TRY(write_certificate(options, certificate));
    ServerOptions sockets;
    sockets.host = options.host;
    sockets.port = options.port;
    sockets.certificate = certificate;
    sockets.handle_signals = true;
    TRY_LET(auto server, Server::listen(endpoint, sockets));
    TRY(announce(options, certificate, server.port()));
    server.run();
    return {};
}

}  // namespace

int run_program(int argc, const char* const* argv) {
    // A client that went away is noticed when writing to it.
    std::signal(SIGPIPE, SIG_IGN);
    system::keep_standard_streams();
    system::allow_many_connections();
    const CommandLine line = parse_command_line(argc, argv);
    if (!line.options) {
        print(line.exit_code == 0 ? stdout : stderr, line.text);
        return line.exit_code;
    }
    const Options& options = *line.options;
    ServiceOptions settings;
    settings.farm.api = options.api;
    settings.farm.seed = options.seed;
    settings.farm.time_scale = options.time_scale;
    settings.farm.any_id = options.any_id;
    settings.session_idle_seconds = options.session_expire.count();
    settings.administrators = options.administrators;
    settings.locks = options.locks;
    settings.licensing_site_lists = options.licensing_site_lists;
    settings.no_pending = options.no_pending;
    std::optional<StateFile> state;
    Service service(catalog::Catalog::built_in(), settings);
    if (!options.catalog_file.empty()) {
        auto described = DescribedApi::read(options.catalog_file);
        if (!described) return failed_with(described.error());
        service.answer_by(std::move(*described));
    }
    if (options.coverage) {
        if (auto seeded = seed(service.farm(), options); !seeded) return failed_with(seeded.error());
        print(stdout, options.as_json ? coverage_json(service) : coverage_table(service));
        return 0;
    }
    if (auto filled = fill_farm(service, options, state); !filled) return failed_with(filled.error());
    if (auto served = serve(options, service); !served) return failed_with(served.error());
    return 0;
}

}  // namespace rasctl::simulator
