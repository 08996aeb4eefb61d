// The documents that somebody wants the farm to be like: read from files, checked, and what differs.
#pragma once

#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/line/option.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "state/difference.hpp"

namespace rasctl::commands {

// -f, --values, --only, --except, --map: what read_wanted() and map_names() go by.
std::vector<Option> wanted_options();

// Reads the places ("-" is stdin), fills values in, and leaves out what is not chosen. All that is wrong in
// the files is one usage failure, a line each with file, line and column. Files that `twin` has too, in the
// same place and with the same content, are left out.
Result<std::vector<state::Document>> read_wanted(Context& context, const std::vector<std::string>& places,
                                                 const Arguments& arguments, const std::string& twin = {});

// Leaves out what --only and --except leave out.
void keep_chosen(std::vector<state::Document>& documents, const Arguments& arguments);

// The documents with the names that --map gives them; as they are without it.
Result<> map_names(Context& context, const Arguments& arguments, std::vector<state::Document>& documents);

// Kinds that the documents are of.
FarmChoice choice_of(const std::vector<state::Document>& wanted);

// Checks the documents against what the farm's version has: kinds, fields, values, names that are referred
// to. All that is wrong is one usage failure. What is right is put into the order of an export.
Result<> check_wanted(const FarmDocuments& farm, std::vector<state::Document>& wanted);

// Deletions are for kinds and sites that the documents hold, and for nothing that there is always one of.
void drop_not_covered(std::vector<state::Change>& changes, const std::vector<state::Document>& wanted);

// A usage failure where the documents name what the changes delete, a line each with file, line and column.
Result<> check_left_behind(const FarmDocuments& farm, const std::vector<state::Document>& wanted,
                           const std::vector<state::Change>& changes);

// Shows the changes in the format that was chosen: for people, or as rows.
Result<> show_changes(Context& context, const std::vector<state::Change>& changes, bool summary);

// "2 created, 1 changed: rds host 2, policy 1".
std::string summary_of(const std::vector<state::Change>& changes);

}  // namespace rasctl::commands
