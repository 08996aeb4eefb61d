#include "commands/run/completion/name_cache.hpp"

#include <algorithm>

#include "config/cache.hpp"
#include "json/reader.hpp"

namespace rasctl::commands {
namespace {

// Lists longer than this are of no use for completion and cost more to keep than to ask for.
constexpr std::size_t most_kept = 5000;

config::Cache cache_of(Context& context) {
    const config::Settings& settings = context.settings();
    return {context.paths(), settings.text(config::SettingId::endpoint),
            settings.text(config::SettingId::username)};
}

std::string key_of(const std::string& path) {
    return "names " + path;
}

std::string taken(json::Value& value) {
    return value.is_string() ? std::move(value.as_string()) : value.scalar_text();
}

}  // namespace

farm::Directory::OnList name_keeper(Context& context) {
    return [&context](const std::string& path, const std::vector<farm::Entry>& entries) {
        if (entries.size() > most_kept) return;
        json::Array list;
        for (const farm::Entry& entry : entries) list.emplace_back(json::Array{entry.id, entry.name});
        cache_of(context).put(key_of(path), list);
    };
}

std::optional<std::vector<farm::Entry>> kept_names(Context& context, const std::string& path,
                                                   std::chrono::seconds most_age) {
    const auto list = cache_of(context).text(key_of(path), most_age);
    if (!list) return std::nullopt;
    std::vector<farm::Entry> entries;
    entries.reserve(std::min(most_kept, list->size() / 8));
    json::StreamReader reader([&](json::Value&& pair) -> Result<bool> {
        if (pair.is_array() && pair.as_array().size() == 2)
            entries.push_back({taken(pair.as_array()[0]), taken(pair.as_array()[1]), {}});
        return true;
    });
    if (!reader.write(*list) || !reader.finish() || !reader.is_array()) return std::nullopt;
    return entries;
}

}  // namespace rasctl::commands
