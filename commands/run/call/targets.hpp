// Which objects a command acts upon: named ones, all, those that match, or IDs from stdin.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/run/context.hpp"
#include "farm/directory.hpp"
#include "farm/operation_choice.hpp"
#include "farm/selection.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

struct Target {
    std::string id;
    std::string name;  // empty when nobody asked for it
};

struct Targets {
    std::vector<std::string> shared;  // IDs for the path before the last parameter
    std::vector<Target> each;
};

// The words that name targets, and whether stdin was to give some and gave none.
struct TargetWords {
    std::vector<std::string> words;  // what was typed, with "-" replaced by the words on stdin
    bool stdin_was_empty = false;
};
Result<TargetWords> target_words(Context& context, const Arguments& arguments);

// What was given for the options that narrow a choice. `lists` are options whose values are lists.
std::vector<farm::Narrowing> narrowings(const Arguments& arguments, const std::vector<std::string>& options,
                                        bool lists = false);

// Looks the targets up; each is there once, however often it was named. `with_names` asks for their names
// even where IDs were given, for a question to a person. A site in effect narrows --all and --where as it
// does the list.
boost::asio::awaitable<Result<Targets>> find_targets(Context& context, const farm::Choice& choice,
                                                     const farm::Selection& selection,
                                                     farm::Directory& directory, bool with_names);

// An ID as it is written in JSON: a number where it is one.
json::Value id_value(const std::string& id);

// "gw2.company.dom (219)", safe for a terminal.
std::string shown(const Target& target);

}  // namespace rasctl::commands
