// A farm's status as a screen and as JSON.
#include <fmt/format.h>

#include <algorithm>

#include "commands/run/farm/farm_status.hpp"
#include "output/cell.hpp"
#include "output/table.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/width.hpp"

namespace rasctl::commands {
namespace {

using Counts = std::vector<std::pair<std::string, std::size_t>>;

std::string word_of(Severity severity) {
    if (severity == Severity::wrong) return "wrong";
    return severity == Severity::attention ? "attention" : "fine";
}

json::Object object_of(const Counts& counts) {
    json::Object object;
    for (const auto& [name, count] : counts) object.append(name, static_cast<std::uint64_t>(count));
    return object;
}

json::Value number_or_null(const std::optional<int>& number) {
    return number ? json::Value(*number) : json::Value();
}

json::Object group_to_json(const ServerGroup& group) {
    json::Object object;
    object.append("count", static_cast<std::uint64_t>(group.count));
    object.append("states", object_of(group.states));
    object.append("cpuLoad", number_or_null(group.cpu));
    object.append("memLoad", number_or_null(group.memory));
    return object;
}

json::Array findings_to_json(const FarmStatus& status) {
    json::Array list;
    for (const Finding& finding : status.findings) {
        json::Object one;
        one.append("severity", word_of(finding.severity));
        one.append("kind", finding.kind);
        one.append("name", finding.name);
        one.append("text", finding.text);
        list.emplace_back(std::move(one));
    }
    return list;
}

json::Object certificates_to_json(const FarmStatus& status) {
    json::Object certificates;
    certificates.append("count", static_cast<std::uint64_t>(status.certificates));
    json::Array expiring;
    for (const CertificateState& state : status.expiring) {
        json::Object one;
        one.append("name", state.name);
        one.append("expirationDate", state.expires);
        one.append("daysLeft", state.days_left);
        one.append("status", state.status);
        expiring.emplace_back(std::move(one));
    }
    certificates.append("expiring", std::move(expiring));
    return certificates;
}

std::string states_text(const Counts& counts) {
    std::vector<std::string> words;
    for (const auto& [name, count] : counts)
        words.push_back(fmt::format("{} {}", count, terminal::sanitize(name)));
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string percent(const std::optional<int>& value) {
    return value ? fmt::format("{}%", *value) : std::string();
}

output::Meaning meaning_of(Severity severity) {
    if (severity == Severity::wrong) return output::Meaning::wrong;
    return severity == Severity::attention ? output::Meaning::attention : output::Meaning::none;
}

std::string server_table(const FarmStatus& status, const output::TableStyle& style) {
    output::Table table({{.header = "SERVERS", .is_name = true},
                         {.header = "COUNT", .keeps_width = true},
                         {.header = "STATES", .is_state = true},
                         {.header = "CPU", .keeps_width = true},
                         {.header = "MEMORY", .keeps_width = true}});
    for (const ServerGroup& group : status.groups)
        table.add({{.text = group.label},
                   {.text = std::to_string(group.count), .is_number = true},
                   {.text = states_text(group.states), .meaning = meaning_of(group.worst)},
                   {.text = percent(group.cpu), .is_number = true},
                   {.text = percent(group.memory), .is_number = true}});
    return table.render(style).text;
}

std::string license_text(const json::Value& license) {
    const auto field = [&](std::string_view name) {
        const json::Value* value = license.find(name);
        return value ? terminal::sanitize(value->scalar_text()) : std::string();
    };
    std::string text = fmt::format("{} of {} users, peak {}", field("usersLicenseInfo"),
                                   field("installedUsers"), field("usersPeak"));
    if (const auto expiry = field("expiryDate"); !expiry.empty()) text += ", ends " + expiry;
    return text;
}

std::string certificates_text(const FarmStatus& status) {
    const auto expired =
        std::ranges::count_if(status.expiring, [](const CertificateState& one) { return one.days_left < 0; });
    std::string text = fmt::format("{}", status.certificates);
    if (expired > 0) text += fmt::format(", {} expired", expired);
    const auto soon = static_cast<std::ptrdiff_t>(status.expiring.size()) - expired;
    if (soon > 0) text += fmt::format(", {} end within {} days", soon, days_before_expiry);
    return text;
}

constexpr int label_width = 13;

// The label and, behind it, the text, broken at blanks; below it where the window is narrow. `label_columns`
// is what the label takes, whose escape sequences do not count.
std::string labelled(std::string label, int label_columns, const std::string& text, int width) {
    const bool narrow = width > 0 && width < 3 * label_width;
    const int start = narrow ? 4 : label_width;
    const std::string indent(static_cast<std::size_t>(start), ' ');
    label += narrow ? "\n" + indent : std::string(static_cast<std::size_t>(start - label_columns), ' ');
    for (const char c : width > 0 ? terminal::wrap(text, width - start) : text) {
        label += c;
        if (c == '\n') label += indent;
    }
    return label + '\n';
}

std::string finding_lines(const FarmStatus& status, const terminal::Palette& palette, int width) {
    std::string text;
    for (const Finding& finding : status.findings) {
        const bool wrong = finding.severity == Severity::wrong;
        const std::string line = fmt::format("{} {}: {}", finding.kind, terminal::sanitize(finding.name),
                                             terminal::sanitize(finding.text));
        const std::string word = word_of(finding.severity);
        text += labelled("  " + (wrong ? palette.bad(word) : palette.warning(word)),
                         2 + static_cast<int>(word.size()), line, width);
    }
    return text;
}

// Changes where the server keeps a list of them, else servers that say that they wait.
std::string pending_text(const FarmStatus& status) {
    const std::size_t count = status.waiting.value_or(status.not_applied);
    const std::string_view what = status.waiting ? "change" : "server";
    if (count == 0) return "no server waits for 'rasctl settings apply'";
    return fmt::format("{} {}{} for 'rasctl settings apply'", count, what, count == 1 ? " waits" : "s wait");
}

}  // namespace

json::Value to_json(const FarmStatus& status) {
    json::Object object;
    object.append("healthy", status.worst() != Severity::wrong);
    object.append("worst", word_of(status.worst()));
    object.append("endpoint", status.endpoint);
    object.append("version", status.version);
    object.append("findings", findings_to_json(status));
    for (const ServerGroup& group : status.groups) object.append(group.key, group_to_json(group));
    if (status.sessions_seen) {
        json::Object sessions;
        sessions.append("count", static_cast<std::uint64_t>(status.sessions));
        sessions.append("users", static_cast<std::uint64_t>(status.users));
        sessions.append("states", object_of(status.session_states));
        object.append("sessions", std::move(sessions));
    }
    object.append("license", status.license);
    object.append("certificates", certificates_to_json(status));
    object.append("notApplied", static_cast<std::uint64_t>(status.not_applied));
    if (status.waiting) object.append("pendingChanges", static_cast<std::uint64_t>(*status.waiting));
    json::Array not_seen;
    for (const auto& [kind, reason] : status.not_seen) {
        json::Object one;
        one.append("kind", kind);
        one.append("reason", reason);
        not_seen.emplace_back(std::move(one));
    }
    object.append("notSeen", std::move(not_seen));
    return object;
}

std::string to_screen(const FarmStatus& status, const terminal::Palette& palette, int width) {
    const Severity worst = status.worst();
    const std::string verdict = worst == Severity::wrong       ? palette.bad("something is wrong")
                                : worst == Severity::attention ? palette.warning("needs attention")
                                                               : palette.good("healthy");
    std::string text = fmt::format("{} ", palette.bold(terminal::sanitize(status.endpoint)));
    if (status.version != 0) text += fmt::format("version {}: ", status.version);
    text += verdict + "\n\n";
    text += server_table(status, {.palette = palette, .width = width, .may_omit = true});
    text += "\n";
    const auto fact = [&](const std::string& label, const std::string& line) {
        text += labelled(palette.bold(label), static_cast<int>(label.size()), line, width);
    };
    if (status.sessions_seen)
        fact("sessions", fmt::format("{} of {} users: {}", status.sessions, status.users,
                                     states_text(status.session_states)));
    if (status.license.is_object()) fact("licence", license_text(status.license));
    fact("certificates", certificates_text(status));
    fact("pending", pending_text(status));
    for (const auto& [kind, reason] : status.not_seen)
        fact("not seen", fmt::format("{}: {}", kind, terminal::sanitize(reason)));
    if (!status.findings.empty()) text += "\n" + finding_lines(status, palette, width);
    return text;
}

}  // namespace rasctl::commands
