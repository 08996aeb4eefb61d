#include "config/setting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/ascii.hpp"
#include "text/nearest.hpp"
#include "text/quantity.hpp"
#include "text/truth.hpp"

namespace rasctl::config {
namespace {

using Type = SettingType;
using Scope = SettingScope;
using Id = SettingId;

constexpr std::int64_t many = 1'000'000'000;

// clang-format off
constexpr std::array<Setting, 32> table{{
    {Id::context, "currentContext", "context", "RASCTL_CONTEXT", Type::text, "", Scope::root, false, "", 0, 0,
     "context (farm and account) to use"},
    {Id::endpoint, "endpoint", "endpoint", "RASCTL_ENDPOINT", Type::text, "", Scope::context, false, "", 0, 0,
     "URL of the RAS web administration service; https and port 20443 unless it says otherwise"},
    {Id::username, "username", "", "RASCTL_USERNAME", Type::text, "", Scope::context, true, "", 0, 0,
     "administrator to log on as"},
    {Id::password, "", "", "RASCTL_PASSWORD", Type::text, "", Scope::nowhere, false, "", 0, 0,
     "password to log on with; never kept in config.json"},
    {Id::site, "site", "site", "RASCTL_SITE", Type::text, "", Scope::context, true, "", 0, 0,
     "site to work on, by name or ID"},
    {Id::output, "output", "output", "RASCTL_OUTPUT", Type::choice, "table", Scope::anywhere, false,
     "table wide json jsonl yaml csv tsv id name", 0, 0, "output format"},
    {Id::columns, "columns", "columns", "RASCTL_COLUMNS", Type::list, "", Scope::anywhere, false, "", 0, 0,
     "columns of tables, comma-separated"},
    {Id::sort, "sort", "sort", "RASCTL_SORT", Type::list, "", Scope::anywhere, false, "", 0, 0,
     "fields to sort lists by, comma-separated; a minus in front sorts down"},
    {Id::where, "where", "where", "RASCTL_WHERE", Type::text, "", Scope::anywhere, false, "", 0, 0,
     "expression that entries of a list must meet"},
    {Id::jq, "jq", "jq", "RASCTL_JQ", Type::text, "", Scope::anywhere, false, "", 0, 0,
     "jq filter that JSON output passes through"},
    {Id::limit, "limit", "limit", "RASCTL_LIMIT", Type::integer, "", Scope::anywhere, false, "", 0, many,
     "most entries of a list to show; 0 shows all"},
    {Id::no_headers, "noHeaders", "no-headers", "RASCTL_NO_HEADERS", Type::boolean, "false", Scope::anywhere, false, "",
     0, 0, "leave out the heading line of tables, CSV and TSV"},
    {Id::quiet, "quiet", "quiet", "RASCTL_QUIET", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "say nothing but results and errors"},
    {Id::yes, "yes", "yes", "RASCTL_YES", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "do not ask before what destroys or disturbs"},
    {Id::dry_run, "dryRun", "dry-run", "RASCTL_DRY_RUN", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "show the requests and send no write"},
    {Id::apply, "apply", "apply", "RASCTL_APPLY", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "make changes live at once (settings apply)"},
    {Id::parallel, "parallel", "parallel", "RASCTL_PARALLEL", Type::integer, "8", Scope::anywhere, false, "", 1, 64,
     "requests in flight at the same time"},
    {Id::request_timeout, "requestTimeout", "request-timeout", "RASCTL_REQUEST_TIMEOUT", Type::duration, "60s",
     Scope::anywhere, false, "", 0, 0, "longest wait for an answer to begin, as 30s or 2m"},
    {Id::max_retries, "maxRetries", "max-retries", "RASCTL_MAX_RETRIES", Type::integer, "4", Scope::anywhere, false, "",
     0, 100, "most times a request is tried again"},
    {Id::color, "color", "color", "RASCTL_COLOR", Type::choice, "auto", Scope::anywhere, false, "auto always never", 0,
     0, "when to use colour"},
    {Id::debug, "debug", "debug", "RASCTL_DEBUG", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "show requests and answers on stderr, secrets masked"},
    {Id::trace_file, "traceFile", "trace-file", "RASCTL_TRACE_FILE", Type::text, "", Scope::anywhere, false, "", 0, 0,
     "file to write requests and answers to, secrets masked"},
    {Id::ca_file, "caFile", "ca-file", "RASCTL_CA_FILE", Type::text, "", Scope::anywhere, false, "", 0, 0,
     "PEM file of certificates to trust besides the system's"},
    {Id::fingerprint, "fingerprint", "fingerprint", "RASCTL_FINGERPRINT", Type::text, "", Scope::context, true, "", 0,
     0, "SHA-256 fingerprint of the only certificate to accept"},
    {Id::insecure, "insecure", "insecure", "RASCTL_INSECURE", Type::boolean, "false", Scope::context, true, "", 0, 0,
     "accept any certificate; whoever is in between can read and change everything"},
    {Id::proxy, "proxy", "proxy", "RASCTL_PROXY", Type::text, "", Scope::anywhere, false, "", 0, 0,
     "URL of an HTTP proxy; \"none\" for none, also when HTTPS_PROXY is set"},
    {Id::no_input, "noInput", "no-input", "RASCTL_NO_INPUT", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "never ask; what would be asked is an error"},
    {Id::no_pager, "noPager", "no-pager", "RASCTL_NO_PAGER", Type::boolean, "false", Scope::anywhere, false, "", 0, 0,
     "print long text instead of paging it"},
    {Id::password_command, "passwordCommand", "", "", Type::text, "", Scope::context, true, "", 0, 0,
     "shell command whose output is the password"},
    {Id::credential_helper, "credentialHelper", "", "", Type::text, "", Scope::anywhere, true, "", 0, 0,
     "program that keeps password and token, speaking git's credential protocol"},
    {Id::store, "store", "", "", Type::choice, "file", Scope::anywhere, false, "file keyring helper none", 0, 0,
     "where tokens are kept: tokens.json, the kernel's keyring, the credential helper, or nowhere"},
    {Id::server_version, "serverVersion", "", "", Type::text, "", Scope::context, true, "", 0, 0,
     "version of the server as it was last seen"},
}};
// clang-format on

constexpr bool in_order() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i) return false;
    }
    return true;
}
static_assert(in_order(), "settings are looked up by position");

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        std::string_view part = text.substr(0, end);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace

const std::array<Setting, 32>& settings_table() {
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
            const auto choices = split(setting.choices, ' ');
            if (std::ranges::find(choices, text) != choices.end()) return {};
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
    return std::chrono::milliseconds(std::llround(*milliseconds));
}

std::vector<std::string> parse_list(std::string_view text) {
    return split(text, ',');
}

}  // namespace rasctl::config
