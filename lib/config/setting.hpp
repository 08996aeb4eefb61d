// What can be set, by which flag, variable and key: one table.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::config {

enum class SettingId {
    context,
    endpoint,
    username,
    password,
    site,
    output,
    columns,
    sort,
    where,
    jq,
    exit_status,
    limit,
    no_headers,
    quiet,
    yes,
    dry_run,
    apply,
    parallel,
    request_timeout,
    max_retries,
    color,
    debug,
    trace_file,
    ca_file,
    ca_only,
    fingerprint,
    insecure,
    proxy,
    no_input,
    no_pager,
    password_command,
    credential_helper,
    store,
    server_version,
    catalog,
    names,
    utc,
};

enum class SettingType {
    text,
    boolean,   // true/false, yes/no, on/off, 1/0
    integer,   // within minimum and maximum
    duration,  // "30", "30s", "500ms", "2m", "1h"
    choice,    // one of `choices`
    list       // comma-separated, or a JSON array
};

enum class SettingScope {
    anywhere,  // in a context or in "defaults"
    context,   // only in a context: it belongs to one farm
    root,      // a member of config.json itself (currentContext)
    nowhere    // never in a file (the password)
};

// Heading in the help.
enum class SettingGroup { output, request, connection };

// What shells offer for a value besides its choices.
enum class SettingOffers { nothing, context, format, column, file, site };

// One row says all there is to know of a setting: the file, the environment, the flag, the help and the
// completion read it.
struct Setting {
    SettingId id{};
    std::string_view key{};       // in config.json; empty when it has none
    std::string_view flag{};      // without dashes; empty when there is none
    char letter = 0;              // of the short flag
    std::string_view variable{};  // empty when there is none
    SettingType type = SettingType::text;
    std::string_view placeholder{};  // of the flag's value
    std::string_view fallback{};     // the default as text; empty is none
    SettingScope scope = SettingScope::anywhere;
    // Means something only at the endpoint of its own context, and must not reach another that a flag or
    // variable names: a password command, a pin.
    bool bound_to_endpoint = false;
    std::string_view choices{};  // space-separated
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    SettingGroup group = SettingGroup::connection;
    SettingOffers offers = SettingOffers::nothing;
    std::string_view description{};
};

// In the order of SettingId.
const std::array<Setting, 37>& settings_table();
const Setting& setting(SettingId id);
// By config key, flag name or variable name, letter case counting; null when there is none.
const Setting* find_setting(std::string_view name);

// The text of a JSON value from config.json: an array becomes comma-separated.
std::string setting_text(const json::Value& value);
// Whether the text is a value of the setting; the answer says why not ("must be a whole number from 1 to
// 64"), and is nothing when it is one.
std::optional<std::string> why_bad(const Setting& setting, std::string_view text);
// The value as config.json keeps it: booleans and integers as such. The text must be good (why_bad).
json::Value setting_value(const Setting& setting, std::string_view text);

std::optional<bool> parse_boolean(std::string_view text);
std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace rasctl::config
