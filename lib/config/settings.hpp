// What holds for this run, and where it came from: flag, then environment, then context, then defaults.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config_file.hpp"
#include "config/setting.hpp"
#include "error/error.hpp"
#include "terminal/environment.hpp"

namespace rasctl::config {

enum class Source { flag, environment, context, defaults, built_in };

// A value that was given somewhere.
struct Candidate {
    Source source = Source::built_in;
    std::string
        place;  // "--output", "RASCTL_OUTPUT", "contexts.prod.output in /home/me/.config/rasctl/config.json"
    std::string value;    // "(hidden)" for the password
    std::string ignored;  // why it does not count although it comes first; else empty
};

class Settings {
  public:
    // Flag names without dashes and what was given for them; a flag without value is "true".
    using Flags = std::map<std::string, std::string, std::less<>>;

    // Never fails: a bad value is found by check(), so that `config set` can mend it. Empty variables do not
    // count.
    Settings(Flags flags, const Environment& environment, const ConfigFile& file);

    // A value of the wrong kind is a usage failure that names where it came from.
    Result<> check() const;
    // A context that was asked for by flag, variable or currentContext but is not there is a usage failure.
    Result<> check_context() const;

    // What runs programs or weakens the connection (passwordCommand, credentialHelper, insecure, proxy,
    // caFile) counts only from a file that nobody else can change; to be called before any of them is used.
    Result<> check_trust() const;

    // The name of the context in effect; empty when there is none. It need not exist (login creates it).
    const std::string& context() const { return context_; }
    bool context_exists() const { return context_exists_; }

    // The value in effect as text, and typed. A bad value reads as the default: call check() before.
    std::string text(SettingId id) const;
    bool on(SettingId id) const;
    std::int64_t integer(SettingId id) const;
    std::chrono::milliseconds duration(SettingId id) const;
    // Whether somebody set it, and who.
    bool is_set(SettingId id) const;
    Source source(SettingId id) const;
    // In words: "--proxy", "RASCTL_PROXY", "contexts.prod.proxy in FILE"; empty for what is built in.
    std::string place(SettingId id) const;

    // Everything that was given for a setting, the one in effect first (unless `ignored` says why not), the
    // built-in default last.
    std::vector<Candidate> explain(SettingId id) const;

  private:
    struct Given {
        Source source;
        std::string text;
        std::string ignored{};
    };
    std::vector<Given> given(const Setting& row) const;
    void add_given_in_file(const Setting& row, std::vector<Given>& found) const;
    std::string place_of(const Setting& row, Source source) const;
    // Worked out when it is first asked for: every run asks for some again and again, and for others never.
    const Given& effective(const Setting& row) const;
    std::string_view good_text(const Setting& row) const;

    Flags flags_;
    Environment environment_;
    ConfigFile file_;
    std::string context_;
    std::string context_place_;
    bool context_exists_ = false;
    // Set when a flag or variable names an endpoint other than the context's.
    std::string foreign_endpoint_;
    struct Known {
        Given given;
        std::optional<bool> is_good{};
    };
    mutable std::vector<std::optional<Known>> known_;  // by the number of the setting
};

}  // namespace rasctl::config
