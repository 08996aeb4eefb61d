// What people say instead of the true words: commands/tree/synonyms.json. It is looked at only where no true
// word is found, so that it can shadow none.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/line/option.hpp"

namespace rasctl::commands {

// A word without regard to its spelling (bare_singular), and what it may mean, the likeliest first.
using Meanings = std::map<std::string, std::vector<std::string>, std::less<>>;

struct Synonyms {
    Meanings verbs;  // below a noun: "describe" is "get"; with options where needed: "update --enabled"
    Meanings top;    // where a noun or command is due: "host" is "rds host"
    Meanings flags;  // "host" is --server, "json" is --output=json
    // What no other words lead to: "rds host move", "rds host list --pool"; shown, not done. "* list --page"
    // is of every list; "{command}" and "{noun}" stand for those that were said.
    Meanings instead;
    // Words that say nothing ("all", "the"), and those that join a value to a list: "on" is --server.
    std::set<std::string, std::less<>> fillers;
    Meanings prepositions;
    std::vector<std::string> everyday;  // nouns that a verb alone may be about, the commonest first
    // Cmdlets of the PowerShell module.
    Meanings cmdlet_verbs;
    std::map<std::string, std::string, std::less<>> cmdlet_nouns;     // by bare letters: a noun or command
    std::map<std::string, std::string, std::less<>> cmdlet_commands;  // by bare letters: the command
    std::map<std::string, std::string, std::less<>> cmdlets_without;  // why nothing of the API is like it
};

const Synonyms& synonyms();

// What the word may mean; empty when it is no synonym.
std::span<const std::string> meanings_of(const Meanings& meanings, std::string_view word);

// What there is instead of a word or flag that the command does not take.
std::vector<std::string> instead_of(std::string_view command, std::string_view word);

// The option that was meant by a name that is none.
struct MeantOption {
    const Option* option = nullptr;
    std::string name;    // as find_option() knows it: "no-NAME" switches off
    std::string value;   // when the name says it too, as --json does
    std::string also{};  // the option that a value behind it is of: "--json id,server" names columns, too
};

// `value` is what stands behind the name, if anything.
std::optional<MeantOption> option_meant(const Usage& usage, std::string_view said,
                                        const std::optional<std::string>& value);

}  // namespace rasctl::commands
