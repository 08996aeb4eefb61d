#include "simulator/server/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "error/try.hpp"
#include "simulator/options/option_table.hpp"

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

// The option as the table tells it, with what holds without it behind.
std::string told_by_table(const OptionRow& row) {
    return wrapped(row.fallback.empty() ? std::string(row.help)
                                        : fmt::format("{} ({})", row.help, row.fallback));
}

const OptionRow& row_of(std::string_view name) {
    return *std::ranges::find(option_table, name, &OptionRow::name);
}

class OptionAdder {
  public:
    explicit OptionAdder(CLI::App& app) : app_(app) {}

    template <class Target>
    CLI::Option* value(std::string_view name, Target& target) {
        const OptionRow& row = row_of(name);
        CLI::Option* option = app_.add_option(flags(row), target, told_by_table(row));
        option->type_name(std::string(row.placeholder));
        if (row.repeatable) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->expected(1);
        return option;
    }

    void flag(std::string_view name, bool& target) {
        const OptionRow& row = row_of(name);
        app_.add_flag(flags(row), target, told_by_table(row));
    }

  private:
    // As rasctl has it.
    static std::string flags(const OptionRow& row) {
        return fmt::format("{}--{}", row.name == "output" ? "-o," : "", row.name);
    }

    CLI::App& app_;
};

void add_options(CLI::App& app, Options& options, Texts& texts) {
    OptionAdder add(app);
    add.value("listen", texts.listen);
    add.flag("http", options.plain_http);
    add.value("api", options.api)->check(CLI::Range(17, 21).description(""));
    add.value("farm", options.farm);
    add.value("state", options.state_file);
    add.value("size", options.size)->check(CLI::Range(1, 400).description(""));
    add.value("latency", texts.latency)->check(CLI::Range(0, 600000).description(""));
    add.value("fail", options.fail_rate)->check(CLI::Range(0.0, 1.0).description(""));
    add.value("rate-limit", texts.rate_limit);
    add.value("admin", texts.administrators);
    add.value("lock", options.locks);
    add.value("session-expire", texts.session_expire);
    add.value("record", options.record_file);
    add.flag("record-secrets", options.record_secrets);
    add.flag("coverage", options.coverage);
    add.value("output", texts.output)->check(CLI::IsMember({"table", "json"}).description(""));
    add.value("seed", options.seed);
    add.value("time-scale", options.time_scale)->check(CLI::Range(1e-6, 1e9).description(""));
    add.flag("any-id", options.any_id);
    add.value("site-lists", texts.site_lists)->check(CLI::IsMember({"all", "licensing"}).description(""));
    add.flag("no-pending", options.no_pending);
    add.value("certificate", options.certificate_file);
    add.value("key", options.key_file);
    add.value("catalog", options.catalog_file);
    add.value("ca-out", options.ca_out);
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
    TRY_LET(auto listen, parse_listen(texts.listen));
    std::tie(options.host, options.port) = listen;
    options.latency = std::chrono::milliseconds(texts.latency);
    options.as_json = texts.output == "json";
    options.licensing_site_lists = texts.site_lists == "licensing";
    if (!texts.rate_limit.empty()) {
        TRY_LET(auto limit, parse_rate_limit(texts.rate_limit));
        options.rate_limit = limit;
    }
    TRY_LET(auto expiry, parse_expiry(texts.session_expire));
    options.session_expire = expiry;
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
