#include "commands/run/farm/farm_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <set>

#include "catalog/catalog.hpp"
#include "commands/run/farm/kept_changes.hpp"
#include "commands/run/farm/questions.hpp"
#include "error/try.hpp"
#include "farm/row_member.hpp"
#include "output/enumeration.hpp"
#include "output/measure.hpp"
#include "text/ascii.hpp"
#include "text/moment.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::member_of;
using farm::number_of;
using farm::text_of;
using json::Value;

// What is asked for, each with one list request. A failure of one leaves the others readable.
constexpr std::array<std::string_view, 11> questions{
    "site status",
    "broker status",
    "gateway status",
    "halb status",
    "enrollment-server status",
    "provider status",
    "rds host status",
    "provider vm host status",
    "session list",
    "license get",
    "certificate list",
};

// Numbers of serverType.
constexpr std::int64_t vdi_host = 2013, avd_host = 67;

std::optional<catalog::Schema> enumeration_of(const Answer& answer, std::string_view field) {
    const auto schema = answer.operation.response().schema();
    const auto known = output::enumeration_of(schema ? schema->field(field) : std::nullopt);
    // A description that was imported may call it a mere number.
    return known || field != "agentState" ? known : catalog::Catalog::built_in().schema("AgentState");
}

constexpr std::string_view unknown_state = "unknown";

// The name of an enumeration's value: "NeedsUpdate"; "unknown" where the row does not have it.
std::string state_of(const Answer& answer, const Value& row, std::string_view field) {
    const Value* value = member_of(row, field);
    if (value == nullptr || value->is_null() || value->scalar_text().empty())
        return std::string(unknown_state);
    const auto enumeration = enumeration_of(answer, field);
    return enumeration ? output::enum_text(*value, *enumeration) : value->scalar_text();
}

// The number of an enumeration's value, also where the server spells it as text ("NotVerified", "-4 =
// NotVerified").
std::optional<std::int64_t> code_of(const Answer& answer, const Value& row, std::string_view field) {
    const Value* value = member_of(row, field);
    if (value == nullptr) return std::nullopt;
    const auto enumeration = enumeration_of(answer, field);
    return enumeration ? output::enum_number(*value, *enumeration) : value->to_int64();
}

// What is not known to be well deserves a look, a state that the row lacks too.
Severity severity_of(const Answer& answer, const std::string& agent_state) {
    if (agent_state == unknown_state) return Severity::attention;
    const auto enumeration = enumeration_of(answer, "agentState");
    const auto known = enumeration ? enumeration->value(agent_state) : std::nullopt;
    switch (known ? known->meaning() : catalog::meaning_of_state(agent_state)) {
        case catalog::Meaning::good:
            return Severity::fine;
        case catalog::Meaning::wrong:
            return Severity::wrong;
        default:
            return Severity::attention;
    }
}

class Counter {
  public:
    void add(const std::string& name) {
        const auto found = std::ranges::find(counts_, name, &std::pair<std::string, std::size_t>::first);
        if (found == counts_.end())
            counts_.emplace_back(name, 1);
        else
            ++found->second;
    }
    std::vector<std::pair<std::string, std::size_t>> sorted() {
        std::ranges::stable_sort(counts_, std::greater{}, &std::pair<std::string, std::size_t>::second);
        return counts_;
    }

  private:
    std::vector<std::pair<std::string, std::size_t>> counts_;
};

class Mean {
  public:
    void add(std::optional<std::int64_t> value) {
        if (!value) return;
        sum_ += *value;
        ++count_;
    }
    std::optional<int> value() const {
        return count_ == 0 ? std::nullopt : std::optional(static_cast<int>(sum_ / count_));
    }

  private:
    std::int64_t sum_ = 0, count_ = 0;
};

std::string name_of_row(const Value& row) {
    std::string name = text_of(row, "name");
    if (name.empty()) name = text_of(row, "server");
    return name.empty() ? text_of(row, "id") : name;
}

class Reader {
  public:
    Reader(FarmStatus& status, const Answers& answers) : status_(status), answers_(answers) {}

    void read() {
        servers("site status", "sites", "sites", "site");
        servers("broker status", "brokers", "brokers", "broker");
        servers("gateway status", "gateways", "gateways", "gateway");
        servers("halb status", "loadBalancers", "load balancers", "halb");
        servers("enrollment-server status", "enrollmentServers", "enrollment", "enrollment-server");
        servers("provider status", "providers", "providers", "provider");
        servers("rds host status", "rdsHosts", "rds hosts", "rds host");
        machines("vdiHosts", "vdi hosts", vdi_host);
        machines("avdHosts", "avd hosts", avd_host);
        sessions();
        license();
        certificates();
        std::ranges::stable_sort(status_.findings, std::greater{}, &Finding::severity);
    }

  private:
    const Answer* answer(std::string_view command) const { return answers_.find(command); }

    void judge(ServerGroup& group, const Answer& found, const Finding& row) {
        if (lower_case(row.text) == "notapplied") ++status_.not_applied;
        Finding finding = row;
        finding.severity = severity_of(found, row.text);
        group.worst = std::max(group.worst, finding.severity);
        if (finding.severity != Severity::fine) status_.findings.push_back(std::move(finding));
    }

    void servers(std::string_view command, std::string key, std::string label, const std::string& kind) {
        const Answer* found = answer(command);
        if (found == nullptr) return;
        ServerGroup group{.key = std::move(key), .label = std::move(label)};
        Counter states;
        Mean cpu, memory;
        for (const Value& row : found->rows()) {
            ++group.count;
            const std::string state = state_of(*found, row, "agentState");
            states.add(state);
            judge(group, *found, {.kind = kind, .name = name_of_row(row), .text = state});
            cpu.add(number_of(row, "cpuLoad"));
            memory.add(number_of(row, "memLoad"));
            group.active_sessions += static_cast<std::size_t>(number_of(row, "activeSessions").value_or(0));
            group.disconnected_sessions +=
                static_cast<std::size_t>(number_of(row, "disconnectedSessions").value_or(0));
        }
        group.states = states.sorted();
        group.cpu = cpu.value();
        group.memory = memory.value();
        status_.groups.push_back(std::move(group));
    }

    // Virtual machines that are off have no agent to ask, and that is as it should be.
    void machines(std::string key, std::string label, std::int64_t server_type) {
        const Answer* found = answer("provider vm host status");
        if (found == nullptr) return;
        ServerGroup group{.key = std::move(key), .label = std::move(label)};
        Counter states;
        for (const Value& row : found->rows()) {
            if (code_of(*found, row, "serverType") != server_type) continue;
            if (text_of(row, "isTemplate") == "true") continue;
            ++group.count;
            constexpr std::int64_t on = 0, on_agent_connected = 1, failed_to_create = 8;
            const auto power = code_of(*found, row, "state");
            const bool runs = power == on || power == on_agent_connected;
            const std::string state = state_of(*found, row, runs ? "agentState" : "state");
            const std::string kind = server_type == avd_host ? "avd host" : "vdi host";
            states.add(state);
            if (runs) judge(group, *found, {.kind = kind, .name = name_of_row(row), .text = state});
            if (power != failed_to_create) continue;
            group.worst = Severity::wrong;
            status_.findings.push_back({Severity::wrong, kind, name_of_row(row), state});
        }
        if (group.count == 0) return;
        group.states = states.sorted();
        status_.groups.push_back(std::move(group));
    }

    void sessions() {
        const Answer* found = answer("session list");
        if (found == nullptr) return;
        status_.sessions_seen = true;
        Counter states;
        std::set<std::string> users;
        for (const Value& row : found->rows()) {
            ++status_.sessions;
            states.add(state_of(*found, row, "state"));
            users.insert(text_of(row, "user"));
        }
        status_.session_states = states.sorted();
        status_.users = users.size();
    }

    void license() {
        const Answer* found = answer("license get");
        if (found == nullptr) return;
        status_.license = found->value;
        const Value& license = status_.license;
        if (text_of(license, "needsAttention") == "true")
            status_.findings.push_back({Severity::wrong, "license", text_of(license, "licenseType"),
                                        "needs attention " + text_of(license, "alertMessage")});
        if (const auto left = number_of(license, "gracePeriodDaysLeft"))
            status_.findings.push_back({*left <= 7 ? Severity::wrong : Severity::attention, "license",
                                        text_of(license, "licenseType"),
                                        fmt::format("grace period, {} days left", *left)});
    }

    void certificates() {
        const Answer* found = answer("certificate list");
        if (found == nullptr) return;
        for (const Value& row : found->rows()) {
            ++status_.certificates;
            if (text_of(row, "enabled") == "false") continue;
            certificate(*found, row);
        }
    }

    void certificate(const Answer& found, const Value& row) {
        const std::string expires = text_of(row, "expirationDate");
        const auto left = days_until(expires);
        if (!left || *left > days_before_expiry) return;
        status_.expiring.push_back({name_of_row(row), expires, state_of(found, row, "status"), *left});
        // As the list of certificates says it.
        const auto distance = output::distance_text(expires, std::time(nullptr));
        const std::string text =
            fmt::format("{} {}", *left < 0 ? "expired" : "expires", distance.value_or("soon"));
        status_.findings.push_back(
            {*left < 0 ? Severity::wrong : Severity::attention, "certificate", name_of_row(row), text});
    }

    // Whole days, rounded down, until a moment such as "2026-12-02T14:59:58Z".
    static std::optional<std::int64_t> days_until(const std::string& text) {
        const auto moment = parse_moment(text);
        if (!moment) return std::nullopt;
        return std::chrono::floor<std::chrono::days>(
                   std::chrono::seconds(moment->seconds - moment_now().seconds))
            .count();
    }

    FarmStatus& status_;
    const Answers& answers_;
};

}  // namespace

Severity FarmStatus::worst() const {
    Severity worst = Severity::fine;
    for (const Finding& finding : findings) worst = std::max(worst, finding.severity);
    return worst;
}

FarmStatus judge_farm(const Answers& answers) {
    FarmStatus status;
    status.not_seen = answers.not_seen;
    Reader(status, answers).read();
    return status;
}

asio::awaitable<Result<FarmStatus>> read_farm_status(Context& context) {
    CO_TRY_LET(auto answers, co_await ask_farm(context, questions));
    CO_TRY_LET(auto session, context.session());
    FarmStatus status = judge_farm(answers);
    status.endpoint = session->endpoint();
    status.version = session->known_server_version();
    // Best effort: the state of a farm is worth telling without it.
    if (const auto kept = co_await read_kept_changes(context); kept && *kept)
        status.waiting = (*kept)->size();
    co_return status;
}

}  // namespace rasctl::commands
