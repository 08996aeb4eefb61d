// What `rasctl login` is to make: which context, for which farm, with which settings.
#pragma once

#include <string>

#include "commands/run/context.hpp"
#include "config/settings.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

struct LoginPlan {
    config::Settings settings;  // as they will hold for the context
    std::string context;        // its name
    std::string store;          // where its token will live: file, keyring, helper, none
    std::string credential_helper;
    std::string password_command;
    json::Object members;  // of the context, without what only the server can tell; null removes
};

// Reads the command line and the configuration. The context is the one named by --name or --context, else the
// one that is for this farm (and account, where one is named) already, else a new one called like the host.
// Failures have exit code usage, or not_allowed where no farm is named.
Result<LoginPlan> plan_login(Context& context, const Arguments& arguments);

}  // namespace rasctl::commands
