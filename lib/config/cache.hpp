// What can be asked again, kept for a while: names and IDs for look-ups and completion, a server's version.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "config/paths.hpp"
#include "json/value.hpp"

namespace rasctl::config {

// One file a name, below a folder per server and user, since users see different things. It never fails: what
// cannot be read, is damaged, too old, from the future, or of another server counts as absent, and what
// cannot be written is not kept. Not for secrets.
class Cache {
  public:
    using Clock = std::chrono::system_clock;

    Cache(const Paths& paths, std::string_view endpoint, std::string_view user,
          std::function<Clock::time_point()> now = Clock::now);

    std::optional<json::Value> get(std::string_view name, std::chrono::seconds most_age) const;
    // Its JSON, for who reads a long list of it piece by piece.
    std::optional<std::string> text(std::string_view name, std::chrono::seconds most_age) const;
    // A value that was kept a few seconds ago stays, with its age.
    void put(std::string_view name, const json::Value& value) const;
    void erase(std::string_view name) const;

  private:
    // Whether an entry's members other than the value say that it is the one asked for.
    bool fits(const json::Value& entry, std::string_view name, std::chrono::seconds most_age) const;
    std::filesystem::path file_of(std::string_view name) const;

    std::filesystem::path folder_;
    std::string endpoint_;
    std::string user_;
    std::function<Clock::time_point()> now_;
};

}  // namespace rasctl::config
