// What people chose to call things: the curated part of the command tree (commands/tree/*.json).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

struct VerbTree {
    std::string summary;
    std::vector<std::string> examples;
    std::vector<std::string> columns;
};

struct NounTree {
    std::string summary, identity;
    std::vector<std::string> columns, aliases;
    // Where one list serves several nouns: this one has a list of its own, or its rows have one of these
    // names in the field `told_by`.
    bool own_list = false;
    std::string told_by;
    std::vector<std::string> told;
    std::map<std::string, VerbTree> verbs;
};

struct Tree {
    // words.json
    std::map<std::string, std::string> terms;  // spelling in a name -> words: "oSs" -> "oses"
    std::map<std::string, std::string>
        segments;  // a whole path segment -> words: "vmwareesxi" -> "vmware-esxi"
    std::map<std::string, std::string> singular;  // last word -> its singular, where the rule fails
    std::set<std::string> actions;                // first words of POST segments that are acts, not things
    std::set<std::string> destructive;            // verbs, or whole commands, whose object is gone after
    std::set<std::string> disturbing;             // verbs, or whole commands, that users notice at once
    std::set<std::string> serving;                // nouns whose `enabled` users notice when it goes off
    std::set<std::string> reading;                // verbs of POST operations that change nothing
    // names.json
    std::map<std::string, std::string> prefixes;     // path prefix -> noun
    std::map<std::string, std::string> operations;   // "POST /api/..." -> command
    std::map<std::string, std::string> kinds;        // kind of object (x-refers) -> noun
    std::map<std::string, std::string> replaced;     // noun of old versions -> noun that took its place
    std::map<std::string, std::string> positionals;  // beginning of a path -> what its last parameter names
    std::set<std::string> global_flags;              // flags that every command has
    // Schema of a change -> its switch -> the fields that have no effect while the switch is on.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> inheritance;
    // nouns/*.json: noun -> its curation; and by the last words of a noun
    std::map<std::string, NounTree> nouns;
    std::map<std::string, std::string> summaries_by_ending;
};

// Adds one file of the tree. The file says by its members what it holds: words, names or nouns. Unknown
// members are an error, so that a slip of the pen does not pass silently.
Result<> add_to_tree(Tree& tree, std::string_view file_name, const json::Value& content);

}  // namespace rasctl::catalog::compiler
