// The state of a farm: gathered with one list request a kind, and judged.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "commands/run/farm/questions.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

enum class Severity { fine, attention, wrong };

// One thing that an administrator should know.
struct Finding {
    Severity severity = Severity::attention;
    std::string kind;  // "gateway"
    std::string name;  // "gw4.company.dom"
    std::string text;  // "NeedsUpdate"
};

// Servers of one kind.
struct ServerGroup {
    std::string key;    // "gateways"
    std::string label;  // for a person
    std::size_t count = 0;
    std::vector<std::pair<std::string, std::size_t>> states{};  // by name, most frequent first
    std::optional<int> cpu{}, memory{};                         // mean percentages
    Severity worst = Severity::fine;
    std::size_t active_sessions = 0, disconnected_sessions = 0;
};

struct CertificateState {
    std::string name;
    std::string expires;  // as the server gives it
    std::string status;
    std::int64_t days_left = 0;
};

struct FarmStatus {
    std::string endpoint;
    int version = 0;
    std::vector<ServerGroup> groups{};
    bool sessions_seen = false;
    std::size_t sessions = 0;
    std::vector<std::pair<std::string, std::size_t>> session_states{};
    std::size_t users = 0;
    json::Value license{};  // as the server gives it; null when not seen
    std::size_t certificates = 0;
    std::vector<CertificateState> expiring{};  // expired ones too
    std::size_t not_applied = 0;
    std::optional<std::size_t> waiting{};  // changes that wait to be applied, where the server keeps a list
    std::vector<Finding> findings{};
    // Kinds that could not be read, with the reason; a farm is not unhealthy because of them.
    std::vector<std::pair<std::string, std::string>> not_seen{};

    Severity worst() const;
};

// The days before a certificate ends from which it is worth a word.
inline constexpr int days_before_expiry = 30;

// The state that answers tell of which are there already; endpoint and version are left empty.
FarmStatus judge_farm(const Answers& answers);

// Asks all at once. Fails only when nothing can be asked at all (network, logon).
boost::asio::awaitable<Result<FarmStatus>> read_farm_status(Context& context);

// One object for monitoring.
json::Value to_json(const FarmStatus& status);

// One screen for a person.
std::string to_screen(const FarmStatus& status, const terminal::Palette& palette, int width);

}  // namespace rasctl::commands
