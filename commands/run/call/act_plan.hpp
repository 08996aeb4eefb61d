// What a command is going to do, decided before it does anything: plain values that need no farm.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"
#include "commands/run/call/list_change.hpp"
#include "commands/run/call/targets.hpp"
#include "farm/request_builder.hpp"

namespace rasctl::commands {

struct ActPlan {
    catalog::Command command;
    catalog::Operation operation;
    bool per_target = false;
    bool by_rule = false;  // --all or --where chose the targets
    Targets targets{};
    farm::Arguments input{};  // without targets
    std::vector<ListChange> list_changes{};

    bool reads() const { return command.effect() == catalog::Effect::read; }
    // One request only, whatever it is about.
    bool is_single() const { return !per_target || (targets.each.size() == 1 && !by_rule); }
    // What fills the request for a target; null where the operation takes none.
    farm::Arguments arguments_for(const Target* target) const;
    // What is acted upon, one for each request. An operation without targets acts once.
    std::vector<Target> steps() const;
};

// Options that the command would ignore, or that mean nothing, are refused (usage).
Result<> check_options(const catalog::Command& command, const Arguments& arguments);

// The options that narrow what the command acts upon, with what was given.
std::vector<farm::Narrowing> narrowings_of(const catalog::Command& command, const Arguments& arguments);

// A change that changes nothing is a slip (usage).
Result<> check_fields(const ActPlan& plan, const Arguments& arguments);

// More targets than --at-most allows: nothing is sent (invalid).
Result<> check_at_most(const Arguments& arguments, const std::string& command, std::size_t chosen);

// Why somebody must agree before it is done; nothing when it may just be done.
std::optional<std::string> why_ask(const ActPlan& plan);

// Whether it could have to be asked, as far as that is known before targets and body are.
bool may_ask(const catalog::Command& command, const Arguments& arguments);

// The command line that does the same for these IDs: all that was given, but for how targets were chosen.
std::string repeat_command(const catalog::Command& command, const Arguments& arguments,
                           const std::vector<std::string>& ids);

}  // namespace rasctl::commands
