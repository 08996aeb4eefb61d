// The documents that somebody wants the farm to be like: read from files, checked, and what differs.
#pragma once

#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/line/option.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "state/difference.hpp"
#include "state/folder.hpp"

namespace rasctl::commands {

// -f, --values, --only, --except, --map: what read_wanted() and map_names() go by.
std::vector<Option> wanted_options();

// Reads the places ("-" is stdin), fills values in, and leaves out what is not chosen. All that is wrong in
// the files is one usage failure, a line each with file, line and column. Files that `twin` has too, in the
// same place and with the same content, are left out.
Result<std::vector<state::Document>> read_wanted(Context& context, const std::vector<std::string>& places,
                                                 const Arguments& arguments, state::Twin* twin = nullptr);

// Leaves out what --only and --except leave out.
void keep_chosen(std::vector<state::Document>& documents, const Arguments& arguments);

// The documents with the names that --map gives them; as they are without it.
Result<> map_names(Context& context, const Arguments& arguments, std::vector<state::Document>& documents);

// Kinds that the documents are of.
FarmChoice choice_of(const std::vector<state::Document>& wanted);

// The farm, the documents, and what leads from one to the other; the changes point to the documents.
struct WantedChanges {
    FarmDocuments farm{};
    std::vector<state::Document> wanted{}, now{};
    std::vector<state::Change> changes{};
};

// Reads the documents of -f and the farm, checks the ones for the other and compares them. With --prune what
// no document names is deleted too: of kinds and sites that the documents hold, never what there is always
// one of, and a usage failure where a document names it.
Result<WantedChanges> wanted_changes(Context& context, const Arguments& arguments);

// The changes as people may see them: without secrets.
std::vector<state::Change> shown_changes(Context& context, const std::vector<state::Change>& changes);

// Shows the changes in the format that was chosen: for people, or as rows.
Result<> show_changes(Context& context, const std::vector<state::Change>& changes, bool summary);

// "2 created, 1 changed: rds host 2, policy 1".
std::string summary_of(const std::vector<state::Change>& changes);

}  // namespace rasctl::commands
