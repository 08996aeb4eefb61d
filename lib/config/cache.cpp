#include "config/cache.hpp"

#include <fmt/format.h>

#include "config/atomic_file.hpp"
#include "config/digest.hpp"
#include "config/endpoint_text.hpp"
#include "json/element_builder.hpp"
#include "json/element_scanner.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "system/file.hpp"
#include "text/ascii.hpp"

namespace rasctl::config {
namespace {

constexpr int cache_format_version = 1;
constexpr std::size_t largest_entry = std::size_t{64} * 1024 * 1024;
constexpr std::size_t longest_name = 40;
constexpr std::chrono::seconds as_good_as_new{5};

std::int64_t seconds_of(Cache::Clock::time_point time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

bool has_text(const json::Value& value, std::string_view name, std::string_view text) {
    const json::Value* const member = value.find(name);
    return member && member->is_string() && member->as_string() == text;
}

}  // namespace

Cache::Cache(const Paths& paths, std::string_view endpoint, std::string_view user,
             std::function<Clock::time_point()> now)
    : endpoint_(endpoint_key(endpoint)), user_(user), now_(std::move(now)) {
    if (paths.cache_directory.empty()) return;
    folder_ = paths.cache_directory / fmt::format("{:016x}", digest(endpoint_ + "\n" + user_));
}

std::filesystem::path Cache::file_of(std::string_view name) const {
    std::string readable;
    for (const char c : name.substr(0, longest_name)) {
        const bool plain = is_letter(c) || is_digit(c);
        readable += plain ? c : '-';
    }
    return folder_ / fmt::format("{}-{:016x}.json", readable, digest(name));
}

std::optional<json::Value> Cache::get(std::string_view name, std::chrono::seconds most_age) const {
    if (folder_.empty()) return std::nullopt;
    const auto text = system::read_file(file_of(name), largest_entry);
    if (!text || !*text) return std::nullopt;
    auto entry = json::parse(**text);
    if (!entry || !entry->is_object() || !fits(*entry, name, most_age)) return std::nullopt;
    json::Value* const value = entry->as_object().find("value");
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

std::optional<std::string> Cache::text(std::string_view name, std::chrono::seconds most_age) const {
    if (folder_.empty()) return std::nullopt;
    const auto text = system::read_file(file_of(name), largest_entry);
    if (!text || !*text) return std::nullopt;
    json::ElementScanner scanner;
    // What is not plainly right was not written by us.
    const bool is_whole = scanner.scan(**text) == json::ElementScanner::Found::element &&
                          scanner.text().size() == (*text)->size();
    if (!is_whole) return std::nullopt;
    json::Object others;
    std::optional<std::string> value;
    for (const json::MemberText& member : scanner.members()) {
        if (member.name == "value")
            value = std::string(member.value);
        else
            others.append(json::unescaped(member.name), json::built(member.value));
    }
    return fits(json::Value(std::move(others)), name, most_age) ? value : std::nullopt;
}

bool Cache::fits(const json::Value& entry, std::string_view name, std::chrono::seconds most_age) const {
    const json::Value* const version = entry.find("version");
    const json::Value* const written = entry.find("written");
    if (!version || version->to_int64() != cache_format_version || !written) return false;
    const std::int64_t now = seconds_of(now_());
    const auto at = written->to_int64();
    return has_text(entry, "endpoint", endpoint_) && has_text(entry, "user", user_) &&
           has_text(entry, "name", name) && at && *at <= now && *at >= now - most_age.count();
}

void Cache::put(std::string_view name, const json::Value& value) const {
    // Lines of a batch ask the same again and again: a file that is exchanged costs as much as their request.
    if (folder_.empty() || text(name, as_good_as_new) == json::write(value)) return;
    if (!system::create_private_directories(folder_)) return;
    json::Object entry;
    entry.append("version", cache_format_version);
    entry.append("endpoint", endpoint_);
    entry.append("user", user_);
    entry.append("name", name);
    entry.append("written", seconds_of(now_()));
    entry.append("value", value);
    const auto file = file_of(name);
    remove_strays(file);
    static_cast<void>(write_atomically(file, json::write(entry), Symlinks::refuse, Lasting::while_powered));
}

void Cache::erase(std::string_view name) const {
    if (folder_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove(file_of(name), ignored);
}

}  // namespace rasctl::config
