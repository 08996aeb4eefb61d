#include "config/setting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/ascii.hpp"
#include "text/cut.hpp"
#include "text/nearest.hpp"
#include "text/quantity.hpp"
#include "text/truth.hpp"

namespace rasctl::config {
namespace {

using Type = SettingType;
using Scope = SettingScope;
using Id = SettingId;
using Group = SettingGroup;
using Offers = SettingOffers;

constexpr std::int64_t many = 1'000'000'000;

// clang-format off
constexpr std::array<Setting, 37> table{{
    {.id = Id::context, .key = "currentContext", .flag = "context", .letter = 'c', .variable = "RASCTL_CONTEXT",
     .placeholder = "NAME", .scope = Scope::root, .offers = Offers::context,
     .description = "context (farm and account) to use"},
    {.id = Id::endpoint, .key = "endpoint", .flag = "endpoint", .variable = "RASCTL_ENDPOINT", .placeholder = "URL",
     .scope = Scope::context,
     .description = "URL of the RAS web administration service; https and port 20443 unless it says otherwise"},
    {.id = Id::username, .key = "username", .variable = "RASCTL_USERNAME", .scope = Scope::context,
     .bound_to_endpoint = true,
     .description = "administrator to log on as"},
    {.id = Id::password, .variable = "RASCTL_PASSWORD", .scope = Scope::nowhere,
     .description = "password to log on with; never kept in config.json"},
    {.id = Id::site, .key = "site", .flag = "site", .variable = "RASCTL_SITE", .placeholder = "NAME|ID",
     .scope = Scope::context, .bound_to_endpoint = true, .offers = Offers::site,
     .description = "site to work on, by name or ID"},
    {.id = Id::output, .key = "output", .flag = "output", .letter = 'o', .variable = "RASCTL_OUTPUT",
     .type = Type::choice, .placeholder = "FORMAT", .fallback = "table",
     .choices = "table wide json jsonl yaml csv tsv id name", .group = Group::output, .offers = Offers::format,
     .description = "output format"},
    {.id = Id::columns, .key = "columns", .flag = "columns", .variable = "RASCTL_COLUMNS", .type = Type::list,
     .placeholder = "FIELDS", .group = Group::output, .offers = Offers::column,
     .description = "columns of tables, comma-separated"},
    {.id = Id::sort, .key = "sort", .flag = "sort", .variable = "RASCTL_SORT", .type = Type::list,
     .placeholder = "FIELDS", .group = Group::output, .offers = Offers::column,
     .description = "fields to sort lists by, comma-separated; a minus in front sorts down"},
    {.id = Id::where, .key = "where", .flag = "where", .variable = "RASCTL_WHERE", .placeholder = "EXPR",
     .group = Group::output, .offers = Offers::column,
     .description = "expression that entries of a list must meet"},
    {.id = Id::jq, .key = "jq", .flag = "jq", .variable = "RASCTL_JQ", .placeholder = "FILTER",
     .group = Group::output,
     .description = "jq filter that JSON output passes through"},
    {.id = Id::exit_status, .key = "exitStatus", .flag = "exit-status", .variable = "RASCTL_EXIT_STATUS",
     .type = Type::boolean, .fallback = "false", .group = Group::output,
     .description = "with --jq: exit with 1 when its last result is false or null, with 4 when there is none"},
    {.id = Id::limit, .key = "limit", .flag = "limit", .variable = "RASCTL_LIMIT", .type = Type::integer,
     .placeholder = "N", .maximum = many, .group = Group::output,
     .description = "most entries of a list to show; 0 shows all"},
    {.id = Id::no_headers, .key = "noHeaders", .flag = "no-headers", .variable = "RASCTL_NO_HEADERS",
     .type = Type::boolean, .fallback = "false", .group = Group::output,
     .description = "leave out the heading line of tables, CSV and TSV"},
    {.id = Id::quiet, .key = "quiet", .flag = "quiet", .letter = 'q', .variable = "RASCTL_QUIET",
     .type = Type::boolean, .fallback = "false", .group = Group::output,
     .description = "say nothing but results and errors"},
    {.id = Id::yes, .key = "yes", .flag = "yes", .letter = 'y', .variable = "RASCTL_YES", .type = Type::boolean,
     .fallback = "false", .group = Group::request,
     .description = "do not ask before what destroys or disturbs"},
    {.id = Id::dry_run, .key = "dryRun", .flag = "dry-run", .variable = "RASCTL_DRY_RUN", .type = Type::boolean,
     .fallback = "false", .group = Group::request,
     .description = "show the requests and send no write"},
    {.id = Id::apply, .key = "apply", .flag = "apply", .variable = "RASCTL_APPLY", .type = Type::boolean,
     .fallback = "false", .group = Group::request,
     .description = "make changes live at once (settings apply)"},
    {.id = Id::parallel, .key = "parallel", .flag = "parallel", .variable = "RASCTL_PARALLEL", .type = Type::integer,
     .placeholder = "N", .fallback = "8", .minimum = 1, .maximum = 64, .group = Group::request,
     .description = "requests in flight at the same time"},
    {.id = Id::request_timeout, .key = "requestTimeout", .flag = "request-timeout",
     .variable = "RASCTL_REQUEST_TIMEOUT", .type = Type::duration, .placeholder = "TIME", .fallback = "60s",
     .description = "longest wait for an answer to begin, as 30s or 2m"},
    {.id = Id::max_retries, .key = "maxRetries", .flag = "max-retries", .variable = "RASCTL_MAX_RETRIES",
     .type = Type::integer, .placeholder = "N", .fallback = "4", .maximum = 100,
     .description = "most times a request is tried again"},
    {.id = Id::color, .key = "color", .flag = "color", .variable = "RASCTL_COLOR", .type = Type::choice,
     .placeholder = "WHEN", .fallback = "auto", .choices = "auto always never", .group = Group::output,
     .description = "when to use colour"},
    {.id = Id::debug, .key = "debug", .flag = "debug", .variable = "RASCTL_DEBUG", .type = Type::boolean,
     .fallback = "false",
     .description = "show requests and answers on stderr, secrets masked"},
    {.id = Id::trace_file, .key = "traceFile", .flag = "trace-file", .variable = "RASCTL_TRACE_FILE",
     .placeholder = "FILE", .offers = Offers::file,
     .description = "file to write requests and answers to, secrets masked"},
    {.id = Id::ca_file, .key = "caFile", .flag = "ca-file", .variable = "RASCTL_CA_FILE", .placeholder = "FILE",
     .offers = Offers::file,
     .description = "PEM file, or folder of them, of certificates to trust besides the system's"},
    {.id = Id::ca_only, .key = "caOnly", .flag = "ca-only", .variable = "RASCTL_CA_ONLY", .type = Type::boolean,
     .fallback = "false",
     .description = "trust the certificates of caFile instead of the system's"},
    {.id = Id::fingerprint, .key = "fingerprint", .flag = "fingerprint", .variable = "RASCTL_FINGERPRINT",
     .placeholder = "SHA256", .scope = Scope::context, .bound_to_endpoint = true,
     .description = "SHA-256 fingerprint of the only certificate to accept"},
    {.id = Id::insecure, .key = "insecure", .flag = "insecure", .variable = "RASCTL_INSECURE", .type = Type::boolean,
     .fallback = "false", .scope = Scope::context, .bound_to_endpoint = true,
     .description = "accept any certificate; whoever is in between can read and change everything"},
    {.id = Id::proxy, .key = "proxy", .flag = "proxy", .variable = "RASCTL_PROXY", .placeholder = "URL",
     .description = "URL of a proxy (http, https, socks5, socks5h); \"none\" for none, also when HTTPS_PROXY is set"},
    {.id = Id::no_input, .key = "noInput", .flag = "no-input", .variable = "RASCTL_NO_INPUT", .type = Type::boolean,
     .fallback = "false", .group = Group::request,
     .description = "never ask; what would be asked is an error"},
    {.id = Id::no_pager, .key = "noPager", .flag = "no-pager", .variable = "RASCTL_NO_PAGER", .type = Type::boolean,
     .fallback = "false", .group = Group::output,
     .description = "print long text instead of paging it"},
    {.id = Id::password_command, .key = "passwordCommand", .scope = Scope::context, .bound_to_endpoint = true,
     .description = "shell command whose output is the password"},
    {.id = Id::credential_helper, .key = "credentialHelper", .bound_to_endpoint = true,
     .description = "program that keeps password and token, speaking git's credential protocol"},
    {.id = Id::store, .key = "store", .type = Type::choice, .fallback = "file", .choices = "file keyring helper none",
     .description = "where tokens are kept: tokens.json, the kernel's keyring, the credential helper, or nowhere"},
    {.id = Id::server_version, .key = "serverVersion", .scope = Scope::context, .bound_to_endpoint = true,
     .description = "version of the server as it was last seen"},
    {.id = Id::catalog, .flag = "catalog", .variable = "RASCTL_CATALOG", .placeholder = "FILE",
     .scope = Scope::nowhere, .offers = Offers::file,
     .description = "API description to use for this call: OpenAPI, or an image of `catalog path`"},
    {.id = Id::names, .key = "names", .flag = "names", .variable = "RASCTL_NAMES", .type = Type::boolean,
     .fallback = "false", .group = Group::output,
     .description = "show names for the numbers of choices and objects in JSON, YAML, CSV and TSV too"},
    {.id = Id::utc, .key = "utc", .flag = "utc", .variable = "RASCTL_UTC", .type = Type::boolean,
     .fallback = "false", .group = Group::output,
     .description = "show times of tables in UTC instead of this computer's zone"},
}};
// clang-format on

constexpr bool in_order() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i) return false;
    }
    return true;
}
static_assert(in_order(), "settings are looked up by position");

// Whether the text is one of the words between the blanks.
bool names_word(std::string_view words, std::string_view text) {
    while (!words.empty()) {
        if (cut(words, ' ') == text) return true;
    }
    return false;
}

}  // namespace

const std::array<Setting, 37>& settings_table() {
    return table;
}

const Setting& setting(SettingId id) {
    return table[static_cast<std::size_t>(id)];
}

const Setting* find_setting(std::string_view name) {
    if (name.empty()) return nullptr;
    const auto* const found = std::ranges::find_if(table, [&](const Setting& row) {
        return row.key == name || row.flag == name || row.variable == name;
    });
    return found == table.end() ? nullptr : found;
}

std::string setting_text(const json::Value& value) {
    if (!value.is_array()) return value.scalar_text();
    std::string text;
    for (const json::Value& element : value.as_array()) {
        if (!text.empty()) text += ',';
        text += element.scalar_text();
    }
    return text;
}

std::optional<std::string> why_bad(const Setting& setting, std::string_view text) {
    switch (setting.type) {
        case Type::text:
        case Type::list:
            if (setting.id == SettingId::where && text.find_first_not_of(" \t\r\n") == std::string_view::npos)
                return "must not be empty: a condition such as name=value is missing";
            if (text.find('\0') == std::string_view::npos && text.find('\n') == std::string_view::npos)
                return {};
            return "must be one line of text";
        case Type::boolean:
            if (parse_boolean(text)) return {};
            return "must be true or false";
        case Type::integer: {
            const auto number = parse_integer(text);
            if (number && *number >= setting.minimum && *number <= setting.maximum) return {};
            if (setting.maximum == many)
                return fmt::format("must be a whole number from {}", setting.minimum);
            return fmt::format("must be a whole number from {} to {}", setting.minimum, setting.maximum);
        }
        case Type::duration:
            if (parse_duration(text)) return {};
            return fmt::format("must be seconds, or a duration such as {}", duration_forms);
        case Type::choice: {
            if (names_word(setting.choices, text)) return {};
            const auto choices = pieces_of(setting.choices, ' ');
            const std::string meant = nearest(text, choices).value_or("");
            const std::string guess = meant.empty() ? "" : fmt::format("; did you mean {}?", meant);
            return fmt::format("must be one of {}{}", fmt::join(choices, ", "), guess);
        }
    }
    return {};
}

json::Value setting_value(const Setting& setting, std::string_view text) {
    if (setting.type == Type::boolean) return parse_boolean(text).value_or(false);
    if (setting.type == Type::integer) return parse_integer(text).value_or(0);
    return text;
}

std::optional<bool> parse_boolean(std::string_view text) {
    return boolean_of(text);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const bool has_unit = text.find_first_not_of("0123456789.") != std::string_view::npos;
    const auto milliseconds =
        duration_in_milliseconds(has_unit ? std::string(text) : std::string(text) + "s");
    constexpr double a_year = 366.0 * 24 * 3'600'000;
    if (!milliseconds || *milliseconds > a_year || (*milliseconds > 0 && *milliseconds < 1))
        return std::nullopt;
    return std::chrono::round<std::chrono::milliseconds>(
        std::chrono::duration<double, std::milli>(*milliseconds));
}

}  // namespace rasctl::config
