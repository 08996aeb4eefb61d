// The sessions of users, and acting on them: on RDS hosts, virtual desktops and Azure hosts.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/line/option.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

// One session as /api/RDSession shows it.
struct UserSession {
    std::string id;         // unique on its host only
    std::string server_id;  // of the RDS host; of the provider for virtual desktops
    std::string host;       // name
    std::string user;
    std::int64_t source = 0;  // 1 RDS, 2 VDI, 63 AVD
    json::Value row;
};

// SESSION, --user, --host, --group, --idle-longer-than, --state and --all, by which sessions are chosen.
std::vector<Option> session_choice_options();
Positional session_choice_positional();
// What SESSION may be, for descriptions.
std::string session_choice_text();

// The sessions that the selection means. An ID that several hosts have is a usage failure; a word that names
// none is a failure with exit code not_found.
boost::asio::awaitable<Result<std::vector<UserSession>>> choose_sessions(Context& context,
                                                                         const Arguments& arguments,
                                                                         const farm::Selection& selection,
                                                                         std::string verb);

// What the words and options choose, as far as it can be told without the farm.
Result<farm::Selection> session_selection(const Arguments& arguments, std::vector<std::string> words,
                                          std::string_view verb);

// "send-message", "logoff" or "disconnect" on each of them; `body` goes with it. Asks before, shows the
// outcomes, and answers the exit code.
Result<ExitCode> act_on_sessions(Context& context, const Arguments& arguments,
                                 const farm::Selection& selection, std::string_view verb, json::Object body);

// Nothing came on stdin: says so, with the empty list that a program expects.
Result<ExitCode> act_on_no_session(Context& context, std::string_view verb);

// Whether a word names that session: by its number, by HOST/NUMBER, or by its user.
bool session_is_called(const std::string& id, const std::string& host, const std::string& user,
                       const std::string& word);

}  // namespace rasctl::commands
