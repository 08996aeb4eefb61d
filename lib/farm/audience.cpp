#include "farm/audience.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>

#include "farm/account_name.hpp"
#include "farm/row_member.hpp"
#include "text/ascii.hpp"

namespace rasctl::farm {
namespace {

using json::Value;

constexpr std::int64_t user_type = 1, group_type = 2;

// Groups that hold everybody who logs on, by name and by well-known security identifier.
constexpr std::array everybody{"Everyone", "Authenticated Users", "S-1-1-0", "S-1-5-11"};

// An enumeration of two values of which 1 says yes; it may come as a number, as "1 = Allow" or by name.
bool says_yes(const Value* value, std::string_view name_of_yes, bool fallback) {
    const std::string text = value ? value->scalar_text() : std::string{};
    if (text.empty()) return fallback;
    if (text.front() >= '0' && text.front() <= '9') return text.front() == '1';
    return lower_case(text).starts_with(lower_case(name_of_yes));
}

bool is_on(const Value& object, std::string_view name) {
    return text_of(object, name) == "true";
}

const json::Array& list_of(const Value* value) {
    static const json::Array none;
    return value && value->is_array() ? value->as_array() : none;
}

const json::Array& list_in(const Value& object, std::string_view name) {
    return list_of(member_of(object, name));
}

std::string joined(const std::vector<std::string>& words, std::string_view by) {
    return fmt::format("{}", fmt::join(words, by));
}

// What a list of things says about one client: "from 10.1.0.0-10.1.255.255".
struct Listed {
    bool any = false;                 // surely one of them
    std::vector<std::string> open{};  // one of them, if ...
};

Verdict within(Listed listed, std::string_view preposition, bool when_in_list) {
    if (listed.any) return {when_in_list ? Reach::yes : Reach::no, {}};
    if (listed.open.empty()) return {when_in_list ? Reach::no : Reach::yes, {}};
    constexpr std::size_t most_named = 3;
    const std::size_t more = listed.open.size() > most_named ? listed.open.size() - most_named : 0;
    listed.open.resize(listed.open.size() - more);
    std::string names = joined(listed.open, " or ");
    if (more > 0) names += fmt::format(" or {} more", more);
    return {Reach::depends, fmt::format("{}{} {}", when_in_list ? "" : "not ", preposition, names)};
}

bool is_everybody(const Value& member) {
    std::string account = text_of(member, "account");
    account.erase(0, account.rfind('\\') + 1);
    return std::ranges::any_of(everybody, [&](const char* name) {
        return equal_ignoring_case(account, name) || text_of(member, "sid") == name;
    });
}

std::int64_t type_of(const Value& member) {
    if (const auto number = number_of(member, "type")) return *number;
    const std::string text = text_of(member, "type");
    if (text.starts_with("1") || equal_ignoring_case(text, "User")) return user_type;
    return text.starts_with("2") || equal_ignoring_case(text, "Group") ? group_type : 0;
}

// Whether the accounts of the list hold the person: users by name, groups by what is known of membership.
Listed accounts(const json::Array& members, const Person& person) {
    Listed listed;
    for (const Value& member : members) {
        const std::string account = text_of(member, "account");
        const std::int64_t type = type_of(member);
        const auto is_member = [&](const std::string& group) { return same_account(account, group); };
        listed.any =
            listed.any || is_everybody(member) ||
            (type != group_type && !person.account.empty() && same_account(account, person.account)) ||
            (type != user_type && std::ranges::any_of(person.groups, is_member));
        if (type == user_type && !person.account.empty()) continue;
        if (type == group_type && person.all_groups_known) continue;
        listed.open.push_back(account);
    }
    return listed;
}

std::string range_text(const Value& range) {
    if (!range.is_object()) return range.scalar_text();
    const std::string from = text_of(range, "from"), to = text_of(range, "to");
    return to.empty() || from == to ? from : fmt::format("{}-{}", from, to);
}

Listed ranges(std::initializer_list<const Value*> lists) {
    Listed listed;
    for (const Value* list : lists)
        for (const Value& range : list_of(list)) listed.open.push_back(range_text(range));
    return listed;
}

Listed names(const json::Array& members, std::string_view field) {
    Listed listed;
    for (const Value& member : members)
        listed.open.push_back(member.is_object() ? text_of(member, field) : member.scalar_text());
    return listed;
}

// All systems are as good as no condition.
Listed systems(const Value* allowed) {
    Listed listed;
    if (!allowed || !allowed->is_object()) return listed;
    listed.any = !allowed->as_object().empty();
    for (const json::Member& member : allowed->as_object()) {
        const bool on = member.value.scalar_text() == "true";
        listed.any = listed.any && on;
        if (on) listed.open.push_back(member.name);
    }
    return listed;
}

struct Criterion {
    std::string_view name;
    std::string_view preposition;
    std::function<Listed(const Value& part, const Person& person)> listed;
};

const std::array<Criterion, 7>& criteria_parts() {
    static const std::array<Criterion, 7> parts{
        Criterion{"securityPrincipals", "for",
                  [](const Value& part, const Person& person) {
                      return accounts(list_in(part, "members"), person);
                  }},
        Criterion{
            "gateways", "through gateway",
            [](const Value& part, const Person&) { return names(list_in(part, "members"), "gatewayIP"); }},
        Criterion{"oSs", "with",
                  [](const Value& part, const Person&) { return systems(member_of(part, "allowedOSes")); }},
        Criterion{"iPs", "from",
                  [](const Value& part, const Person&) {
                      const Value* ips = member_of(part, "allowedIPs");
                      if (ips == nullptr) return Listed{};
                      return ranges({member_of(*ips, "iPv4s"), member_of(*ips, "iPv6s")});
                  }},
        Criterion{
            "hardwareIDs", "from hardware",
            [](const Value& part, const Person&) { return names(list_in(part, "members"), "hardwareID"); }},
        Criterion{"devices", "from device",
                  [](const Value& part, const Person&) { return names(list_in(part, "members"), "client"); }},
        Criterion{"themes", "through theme",
                  [](const Value& part, const Person&) { return names(list_in(part, "ids"), "id"); }},
    };
    return parts;
}

// One way that the rules can end.
struct Ending {
    bool allowed = false;
    std::string when;
};

Verdict judged(const std::vector<Ending>& endings) {
    const bool first = endings.front().allowed;
    const bool same = std::ranges::all_of(endings, [&](const Ending& one) { return one.allowed == first; });
    // The last one is where all the others lead that decide nothing.
    if (same) return {first ? Reach::yes : Reach::no, endings.back().when};
    std::vector<std::string> words;
    for (const Ending& one : endings) words.push_back(one.when);
    return {Reach::depends, joined(words, ", else ")};
}

std::string rule_text(const Value& rule, bool allows, const std::string& condition) {
    return fmt::format("{} by rule '{}'{}{}", allows ? "allowed" : "denied", text_of(rule, "name"),
                       condition.empty() ? "" : " ", condition);
}

Verdict old_filter(const Value& item, std::string_view enabled, std::string_view what, Listed listed) {
    if (!is_on(item, enabled)) return {Reach::yes, {}};
    Verdict verdict = within(std::move(listed), what, true);
    if (verdict.reach == Reach::no) verdict.why = fmt::format("the filter lets in nobody {}", what);
    return verdict;
}

}  // namespace

std::string_view word_of(Reach reach) {
    constexpr std::array<std::string_view, 3> words{"no", "depends", "yes"};
    return words.at(static_cast<std::size_t>(reach));
}

Verdict both(Verdict first, Verdict second) {
    if (first.reach == Reach::no) return first;
    if (second.reach == Reach::no || first.why.empty()) return second;
    if (second.why.empty() || (first.reach == Reach::depends && second.reach == Reach::yes)) return first;
    if (first.reach == Reach::yes) return second;
    return {Reach::depends, fmt::format("{} and {}", first.why, second.why)};
}

Verdict matches(const Value& criteria, const Person& person) {
    Verdict all{Reach::yes, {}};
    for (const Criterion& criterion : criteria_parts()) {
        const Value* part = member_of(criteria, criterion.name);
        if (part == nullptr || !is_on(*part, "enabled")) continue;
        const bool when_in_list = says_yes(member_of(*part, "matchingMode"), "IsOneOf", true);
        all = both(std::move(all),
                   within(criterion.listed(*part, person), criterion.preposition, when_in_list));
    }
    return all;
}

bool is_without_condition(const Value& criteria) {
    return std::ranges::none_of(criteria_parts(), [&](const Criterion& criterion) {
        const Value* part = member_of(criteria, criterion.name);
        return part != nullptr && is_on(*part, "enabled");
    });
}

bool allows_on_match(const Value& criteria) {
    return says_yes(member_of(criteria, "access"), "Allow", true);
}

Verdict judge_rules(const Value& rules, bool otherwise_allowed, const Person& person) {
    std::vector<const Value*> ordered;
    for (const Value& rule : list_of(&rules))
        if (text_of(rule, "enabled") != "false") ordered.push_back(&rule);
    std::ranges::stable_sort(ordered, {},
                             [](const Value* rule) { return number_of(*rule, "priority").value_or(0); });
    std::vector<Ending> endings;
    for (const Value* rule : ordered) {
        static const Value nothing;
        const Value* criteria = member_of(*rule, "criteria");
        const Verdict match = matches(criteria ? *criteria : nothing, person);
        if (match.reach == Reach::no) continue;
        const bool allows = allows_on_match(criteria ? *criteria : nothing);
        endings.push_back({allows, rule_text(*rule, allows, match.why)});
        if (match.reach == Reach::yes) return judged(endings);
    }
    const std::string_view reason = ordered.empty() ? "no rule" : "no rule matches";
    endings.push_back(
        {otherwise_allowed,
         endings.empty() ? fmt::format("{}, {} by default", reason, otherwise_allowed ? "allowed" : "denied")
                         : fmt::format("{} by default", otherwise_allowed ? "allowed" : "denied")});
    return judged(endings);
}

Verdict judge_old_filters(const Value& item, const Person& person) {
    Verdict verdict =
        old_filter(item, "userFilterEnabled", "for", accounts(list_in(item, "allowedUsers"), person));
    if (verdict.reach == Reach::no && !list_in(item, "allowedUsers").empty())
        verdict.why = "the user filter does not let the account in";
    const auto add = [&](Verdict more) { verdict = both(std::move(verdict), std::move(more)); };
    add(old_filter(item, "clientFilterEnabled", "from device",
                   names(list_in(item, "allowedClients"), "client")));
    add(old_filter(item, "ipFilterEnabled", "from",
                   ranges({member_of(item, "allowedIP4s"), member_of(item, "allowedIP6s")})));
    add(old_filter(item, "macFilterEnabled", "from MAC address", names(list_in(item, "allowedMACs"), "mac")));
    add(old_filter(item, "gwFilterEnabled", "through gateway",
                   names(list_in(item, "allowedGWs"), "gateway")));
    add(old_filter(item, "osFilterEnabled", "with", systems(member_of(item, "allowedOSes"))));
    return verdict;
}

bool default_allows(const Value& filter, bool fallback) {
    return says_yes(member_of(filter, "default"), "Allow", fallback);
}

}  // namespace rasctl::farm
