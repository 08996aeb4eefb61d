// Whom rules and filters let in, as far as what the API shows can tell: users by name, groups by the
// membership that the caller knows of, and everything about the client (address, system, gateway) only as a
// condition.
#pragma once

#include <string>
#include <vector>

#include "json/value.hpp"

namespace rasctl::farm {

// Who is asked about.
struct Person {
    std::string account{};              // empty: whoever it may be
    std::vector<std::string> groups{};  // that the account is a member of
    bool all_groups_known = false;      // and of no others
};

enum class Reach { no, depends, yes };

// "no", "depends", "yes".
std::string_view word_of(Reach reach);

struct Verdict {
    Reach reach = Reach::yes;
    std::string why{};  // in words, never empty
};

// Whether what the criteria describe is met; `why` holds the conditions that are open.
Verdict matches(const json::Value& criteria, const Person& person);

// Whether the criteria look at nothing, and so are met by everybody.
bool is_without_condition(const json::Value& criteria);

// Whether to meet them lets in ("access": 1), or keeps out.
bool allows_on_match(const json::Value& criteria);

// Whether the rules, tried in the order of their priority, let the person in. The first that matches decides;
// where none does, `otherwise_allowed`.
Verdict judge_rules(const json::Value& rules, bool otherwise_allowed, const Person& person);

// Whether the filters that an item of versions before 21 has within itself let the person in.
Verdict judge_old_filters(const json::Value& item, const Person& person);

// What holds when both must let the person in.
Verdict both(Verdict first, Verdict second);

// What a filter does or an assignment does where no rule matches ("default": 1 or "Allow"); `fallback` where
// it does not say.
bool default_allows(const json::Value& filter, bool fallback);

}  // namespace rasctl::farm
