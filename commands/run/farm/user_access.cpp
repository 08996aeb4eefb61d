#include "commands/run/farm/user_access.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/run/call/targets.hpp"
#include "error/try.hpp"
#include "farm/account_name.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::Reach;
using farm::text_of;
using farm::Verdict;
using json::Value;

constexpr std::array<std::string_view, 5> questions{item_list, "session list", "pub item status",
                                                    "policy list", "mfa list"};

json::Array rows_of_user(const json::Array& rows, const std::string& account) {
    json::Array found;
    for (const Value& row : rows)
        if (farm::same_account(text_of(row, "user"), account)) found.push_back(row);
    return found;
}

bool is_off(const Value& row) {
    return text_of(row, "enabled") == "false";
}

// Before rules a policy held for the accounts in a list of its own.
Verdict judge_policy(const Value& policy, const farm::Person& person) {
    const Value* assignment = farm::member_of(policy, "assignment");
    static const Value none;
    if (assignment && assignment->is_object()) {
        const Value* rules = farm::member_of(*assignment, "rules");
        return farm::judge_rules(rules ? *rules : none, farm::default_allows(*assignment, false), person);
    }
    const Value* accounts = farm::member_of(policy, "usersGroups");
    if (!accounts || !accounts->is_array() || accounts->as_array().empty())
        return {Reach::yes, "for everybody"};
    json::Object filter;
    filter.append("userFilterEnabled", true);
    filter.append("allowedUsers", *accounts);
    Verdict verdict = farm::judge_old_filters(filter, person);
    if (verdict.why.empty()) verdict.why = "the account is in its list";
    return verdict;
}

std::vector<Judged> judge_policies(const Answers& answers, const farm::Person& person) {
    std::vector<const Value*> ordered;
    for (const Value& policy : answers.rows_of("policy list"))
        if (!is_off(policy)) ordered.push_back(&policy);
    std::ranges::stable_sort(ordered, {},
                             [](const Value* row) { return farm::number_of(*row, "order").value_or(0); });
    std::vector<Judged> judged;
    std::string first;
    for (const Value* policy : ordered) {
        Judged one{text_of(*policy, "id"), text_of(*policy, "name"), judge_policy(*policy, person)};
        // The first that matches is the one that holds.
        if (!first.empty() && one.verdict.reach != Reach::no)
            one.verdict = {Reach::no, fmt::format("policy '{}' comes first", first)};
        if (first.empty() && one.verdict.reach == Reach::yes) first = one.name;
        judged.push_back(std::move(one));
    }
    return judged;
}

// Criteria say of whom the second factor is asked, or is not; without any it is asked of everybody.
Verdict judge_second_factor(const Value& criteria, const farm::Person& person) {
    if (farm::is_without_condition(criteria)) return {Reach::yes, "asked of everybody"};
    const Verdict match = farm::matches(criteria, person);
    const bool asks = farm::allows_on_match(criteria);
    if (match.reach == Reach::depends)
        return {Reach::depends, fmt::format("{} {}", asks ? "asked" : "not asked", match.why)};
    const bool asked = (match.reach == Reach::yes) == asks;
    return {asked ? Reach::yes : Reach::no, fmt::format("{} by its criteria", asked ? "asked" : "not asked")};
}

// The criteria that providers of the site inherit.
asio::awaitable<Result<Value>> inherited_criteria(Context& context, const std::string& site) {
    const auto command = context.catalog().command("mfa defaults get");
    CO_TRY_LET(auto session, context.session());
    if (!command) co_return Value();
    CO_TRY_LET(const auto choice, farm::choose_operation(*command, 0, session->known_server_version()));
    farm::Arguments arguments;
    const auto flag = choice.operation.flag("site");
    if (flag && !flag->query().empty() && !site.empty())
        arguments.query.emplace_back(flag->query(), Value(site));
    co_return co_await farm::call(*session, choice.operation, arguments);
}

asio::awaitable<Result<>> judge_second_factors(Context& context, const Answers& answers, UserAccess& access) {
    std::map<std::string, Value> defaults;
    for (const Value& provider : answers.rows_of("mfa list")) {
        if (is_off(provider)) continue;
        Judged one{text_of(provider, "id"), text_of(provider, "name")};
        const Value* criteria = farm::member_of(provider, "criteria");
        if (text_of(provider, "inheritDefaultCriteriaSettings") == "true") {
            const std::string site = text_of(provider, "siteId");
            if (!defaults.contains(site)) {
                auto read = co_await inherited_criteria(context, site);
                if (!read && (read.error().http_status == 0 || read.error().http_status == 401))
                    co_return read.error();
                if (!read)
                    access.not_known.push_back(
                        fmt::format("the criteria that second factors inherit: {}", read.error().why));
                defaults[site] = read ? std::move(*read) : Value();
            }
            criteria = farm::member_of(defaults[site], "criteria");
        }
        one.verdict = criteria ? judge_second_factor(*criteria, access.person)
                               : Verdict{Reach::depends, "its criteria could not be read"};
        access.second_factors.push_back(std::move(one));
    }
    co_return Result<>{};
}

template <class List>
std::size_t open_ones(const List& list) {
    return static_cast<std::size_t>(
        std::ranges::count_if(list, [](const auto& one) { return one.verdict.reach == Reach::depends; }));
}

void tell_what_is_not_known(const Answers& answers, UserAccess& access) {
    for (const auto& [noun, why] : answers.not_seen)
        access.not_known.push_back(fmt::format("{}: {}", noun, why));
    const std::size_t open =
        open_ones(access.items) + open_ones(access.policies) + open_ones(access.second_factors);
    if (open == 0) return;
    if (!access.person.all_groups_known)
        access.not_known.push_back(
            "which groups the account is in: the API does not show it; --member-of GROUP says it");
    access.not_known.push_back("where and with what the user connects: 'why' names the conditions");
}

json::Array array_of(const std::vector<Judged>& list, std::string_view member) {
    json::Array array;
    for (const Judged& one : list) {
        json::Object row;
        row.append("id", id_value(one.id));
        row.append("name", one.name);
        row.append(std::string(member), farm::word_of(one.verdict.reach));
        row.append("why", one.verdict.why);
        array.emplace_back(std::move(row));
    }
    return array;
}

json::Array array_of(const std::vector<std::string>& list) {
    json::Array array;
    for (const std::string& one : list) array.emplace_back(one);
    return array;
}

}  // namespace

asio::awaitable<Result<UserAccess>> read_user_access(Context& context, farm::Person person) {
    CO_TRY_LET(auto answers, co_await ask_farm(context, questions));
    CO_TRY_LET(auto filters, co_await read_item_filters(context, answers));
    UserAccess access{.person = std::move(person)};
    access.sessions = rows_of_user(answers.rows_of("session list"), access.person.account);
    access.running = rows_of_user(answers.rows_of("pub item status"), access.person.account);
    access.items = judge_items(answers, filters, access.person);
    access.policies = judge_policies(answers, access.person);
    CO_TRY(co_await judge_second_factors(context, answers, access));
    tell_what_is_not_known(answers, access);
    co_return access;
}

json::Value to_json(const UserAccess& access) {
    json::Object object;
    object.append("account", access.person.account);
    object.append("memberOf", array_of(access.person.groups));
    object.append("sessions", access.sessions);
    object.append("running", access.running);
    json::Array items;
    for (const ReachedItem& item : access.items) items.emplace_back(row_of(item));
    object.append("items", std::move(items));
    object.append("policies", array_of(access.policies, "applies"));
    object.append("secondFactors", array_of(access.second_factors, "asked"));
    object.append("notKnown", array_of(access.not_known));
    return object;
}

}  // namespace rasctl::commands
