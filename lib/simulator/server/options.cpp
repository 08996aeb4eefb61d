#include "simulator/server/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

namespace rasctl::simulator {
namespace {

constexpr std::size_t help_width = 80;
constexpr std::size_t flag_width = 28;

template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Error wrong(std::string what, std::string why) {
    return Error{ExitCode::usage, std::move(what), std::move(why), ""};
}

// Wraps a description to the width that 80 columns leave beside the flags.
std::string wrapped(std::string_view text) {
    std::string result;
    std::size_t column = 0;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
        if (column != 0 && column + 1 + word.size() > help_width - flag_width) {
            result += '\n';
            column = 0;
        } else if (column != 0) {
            result += ' ';
            ++column;
        }
        result += word;
        column += word.size();
    }
    return result;
}

struct Texts {
    std::string listen = "127.0.0.1:20443", rate_limit, session_expire = "30", output, site_lists;
    std::int64_t latency = 0;
    std::vector<std::string> administrators;
};

void add_options(CLI::App& app, Options& options, Texts& texts) {
    const auto value = [&](const std::string& name, auto& target, std::string_view type,
                           std::string_view description) {
        return app.add_option(name, target, wrapped(description))->type_name(std::string(type));
    };
    value("--listen", texts.listen, "HOST:PORT",
          "where to listen; port 0 lets the system pick one (127.0.0.1:20443)");
    app.add_flag("--http", options.plain_http, wrapped("plain HTTP instead of HTTPS"));
    value("--api", options.api, "N", "version of the server: 17 to 21 (21)")
        ->check(CLI::Range(17, 21).description(""));
    value("--farm", options.farm, "NAME|FILE",
          "demo, sample, empty, or a JSON or YAML file of {\"/api/Gateway\": [{...}], ...} (demo)");
    value("--state", options.state_file, "FILE", "keep the farm in this SQLite file over restarts");
    value("--size", options.size, "N", "multiply the demo's hosts and sessions (1)")
        ->check(CLI::Range(1, 400).description(""));
    value("--latency", texts.latency, "MS", "wait this long before each answer")
        ->check(CLI::Range(0, 600000).description(""));
    value("--fail", options.fail_rate, "RATE", "share of requests that fail: 0 to 1")
        ->check(CLI::Range(0.0, 1.0).description(""));
    value("--rate-limit", texts.rate_limit, "N/S",
          "allow N requests in S seconds (no limit); 'default' is that of version 21: 50/10");
    value("--admin", texts.administrators, "NAME:PASSWORD",
          "the root administrator (administrator:11112222); more of them give accounts of the farm passwords")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->expected(1);
    value("--lock", options.locks, "NOUN:ID[:NAME]",
          "let another administrator hold this object until his session ends")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->expected(1);
    value("--session-expire", texts.session_expire, "MINUTES",
          "end idle sessions after this time; 90s is seconds (30)");
    value("--record", options.record_file, "FILE", "append each request to the file as a line of JSON");
    app.add_flag("--record-secrets", options.record_secrets, wrapped("record tokens and passwords too"));
    app.add_flag("--coverage", options.coverage,
                 wrapped("list what is modelled and what is answered in shape only"));
    value("-o,--output", texts.output, "FORMAT", "of --coverage: table or json")
        ->check(CLI::IsMember({"table", "json"}).description(""));
    value("--seed", options.seed, "N", "of everything random (1)");
    value("--time-scale", options.time_scale, "X", "simulated seconds in one real second (1)")
        ->check(CLI::Range(1e-6, 1e9).description(""));
    app.add_flag(
        "--any-id", options.any_id,
        wrapped(
            "make every object that a request names and let every valid call succeed, for tests of clients"));
    value("--site-lists", texts.site_lists, "SITES",
          "what lists that name no site answer for: all sites, or 'licensing' as the cmdlets' do (all)")
        ->check(CLI::IsMember({"all", "licensing"}).description(""));
    value("--certificate", options.certificate_file, "FILE",
          "use this certificate (PEM) instead of a new one");
    value("--key", options.key_file, "FILE", "its private key (PEM)");
    value("--catalog", options.catalog_file, "FILE",
          "serve this OpenAPI description too: what the farm does not have is checked and answered by it");
    value("--ca-out", options.ca_out, "FILE", "write the certificate to this file as PEM");
}

CommandLine usage_error(const std::string& why) {
    CommandLine result;
    result.exit_code = static_cast<int>(ExitCode::usage);
    result.text = fmt::format("rasctl-simulate: {}\nhint: rasctl-simulate --help\n", why);
    return result;
}

std::string told(const Error& error) {
    return error.why.empty() ? error.what : error.what + ": " + error.why;
}

// Fills in what CLI11 does not parse by itself.
Result<> complete_options(Options& options, const Texts& texts) {
    auto listen = parse_listen(texts.listen);
    if (!listen) return listen.error();
    std::tie(options.host, options.port) = *listen;
    options.latency = std::chrono::milliseconds(texts.latency);
    options.as_json = texts.output == "json";
    options.licensing_site_lists = texts.site_lists == "licensing";
    if (!texts.rate_limit.empty()) {
        auto limit = parse_rate_limit(texts.rate_limit);
        if (!limit) return limit.error();
        options.rate_limit = *limit;
    }
    auto expiry = parse_expiry(texts.session_expire);
    if (!expiry) return expiry.error();
    options.session_expire = *expiry;
    for (const std::string& admin : texts.administrators) {
        const auto colon = admin.find(':');
        if (colon == std::string::npos || colon == 0) return wrong("--admin must be NAME:PASSWORD", "");
        options.administrators.emplace_back(admin.substr(0, colon), admin.substr(colon + 1));
    }
    if (options.administrators.empty()) options.administrators.emplace_back("administrator", "11112222");
    if (options.certificate_file.empty() != options.key_file.empty())
        return wrong("--certificate and --key belong together", "");
    return {};
}

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
    Options options;
    Texts texts;
    CLI::App app(
        "A simulated Parallels RAS farm that serves the whole REST API.\n"
        "The first line on stdout is JSON with its url and the SHA-256 fingerprint\n"
        "of its certificate, printed once it accepts connections.",
        "rasctl-simulate");
    app.get_formatter()->column_width(flag_width);
    app.set_help_flag("-h,--help", "show this help");
    app.set_version_flag("--version", std::string("rasctl-simulate ") + RASCTL_VERSION, "show the version");
    app.footer(
        "\nExamples:\n"
        "  rasctl-simulate\n"
        "  rasctl-simulate --listen :0 --farm empty --state farm.db\n"
        "  rasctl-simulate --api 18 --farm sample --record requests.jsonl");
    add_options(app, options, texts);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& shown) {
        CommandLine result;
        result.text =
            dynamic_cast<const CLI::CallForHelp*>(&shown) ? app.help() : std::string(shown.what()) + "\n";
        return result;
    } catch (const CLI::ParseError& problem) {
        return usage_error(problem.what());
    }
    if (auto done = complete_options(options, texts); !done) return usage_error(told(done.error()));
    CommandLine result;
    result.options = std::move(options);
    return result;
}

Result<std::pair<std::string, std::uint16_t>> parse_listen(const std::string& text) {
    std::string host = text, port = "20443";
    const auto colon = text.rfind(':');
    const auto bracket = text.rfind(']');
    if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) {
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
    }
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (host.empty()) host = "127.0.0.1";
    const auto number = number_of<std::uint16_t>(port);
    if (!number) return wrong("cannot listen on " + text, "the port must be a number from 0 to 65535");
    return std::pair(host, *number);
}

Result<std::pair<unsigned, std::chrono::seconds>> parse_rate_limit(const std::string& text) {
    if (text == "default") return std::pair(50U, std::chrono::seconds(10));
    const auto slash = text.find('/');
    const auto requests = number_of<unsigned>(std::string_view(text).substr(0, slash));
    const auto seconds = slash == std::string::npos
                             ? std::optional<unsigned>(1)
                             : number_of<unsigned>(std::string_view(text).substr(slash + 1));
    if (!requests || !seconds || *requests == 0 || *seconds == 0)
        return wrong("--rate-limit must be requests/seconds such as 50/10", "");
    return std::pair(*requests, std::chrono::seconds(*seconds));
}

Result<std::chrono::seconds> parse_expiry(const std::string& text) {
    std::string_view digits = text;
    std::int64_t factor = 60;
    if (!digits.empty() && (digits.back() == 's' || digits.back() == 'm' || digits.back() == 'h')) {
        factor = digits.back() == 's' ? 1 : digits.back() == 'm' ? 60 : 3600;
        digits.remove_suffix(1);
    }
    const auto number = number_of<std::int64_t>(digits);
    if (!number || *number <= 0 || *number > 1000000)
        return wrong("--session-expire must be minutes, or a time such as 90s", "");
    return std::chrono::seconds(*number * factor);
}

}  // namespace rasctl::simulator
