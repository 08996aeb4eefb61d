// Reading and changing config.json by keys, as `config get`, `set` and `unset` do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/setting.hpp"
#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::config {

// Keys: "currentContext", "defaults.output", "contexts.prod.site" (a context's name may hold dots),
// "alias.hosts", and short "site": that of the current context, or the default when there is no current
// context. Only keys of the settings table are taken, so that a mistyped one is noticed; the failure (exit
// code 2) names the nearest.

// The value as text; nothing when it is not set. A whole context or section ("contexts.prod") answers its
// JSON.
Result<std::optional<std::string>> get_key(const json::Object& root, std::string_view key);
// Refuses a value that the setting does not take, an unknown context, and a secret.
Result<> set_key(json::Object& root, std::string_view key, std::string_view text);
// True when something was there to remove.
Result<bool> unset_key(json::Object& root, std::string_view key);
// The full name of a key ("site" -> "contexts.prod.site"), which messages show.
Result<std::string> full_key(const json::Object& root, std::string_view key);
// The setting that a key is about; null for an alias or a whole section.
const Setting* setting_of_key(std::string_view key);
// Every key that set_key() takes for this configuration, for completion.
std::vector<std::string> known_keys(const json::Object& root);

}  // namespace rasctl::config
