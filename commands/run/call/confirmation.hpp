// Asking before what cannot be undone, and what users notice.
#pragma once

#include <string>
#include <vector>

#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

struct Question {
    std::string act{};     // "gateway delete"
    std::string reason{};  // "it cannot be undone"
    std::vector<Target> targets{};
    std::vector<std::string> consequences{};  // "with the 14 items in it"
};

// Whether confirm() would ask a person, so that names and consequences are worth looking up.
bool would_ask(Context& context);

// Without --yes and --dry-run: names what will be touched and what comes of it and asks on a terminal;
// elsewhere refuses (usage) with the --yes to add. A "no" is a failure with exit code interrupted.
Result<> confirm(Context& context, const Question& question);

}  // namespace rasctl::commands
