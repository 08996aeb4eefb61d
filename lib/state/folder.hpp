// Documents in files.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "error/error.hpp"
#include "state/document.hpp"

namespace rasctl::state {

// What was read: the documents, and the text of each file, to say where in it something stands.
struct Source {
    std::vector<Document> documents{};
    std::vector<std::string> problems{};  // "farm/site.yaml:3:5: spec.nam: ..."
};

// Another folder that one is compared with, and the files that both have, by their place in it. The first who
// reads finds out, the second takes its word.
struct Twin {
    std::filesystem::path folder{};
    std::unordered_set<std::string> same{};
    bool compared = false;
};

// Reads a file, or all files in a folder and those below it whose names end in .yaml, .yml or .json; those
// that begin with a dot are none. Fails when there is nothing to read; what is wrong within files is named in
// problems, with file, line and column. Of two folders that are compared, files of one name and content say
// nothing: those that are in `twin` too are left out, where it is given.
Result<Source> read_documents(const std::filesystem::path& path, Twin* twin = nullptr);

// The same of a text.
void read_text(const std::string& text, const std::string& file, Source& source);

// "FILE:LINE:COLUMN: PATH: TEXT" for something that is wrong in a document.
std::string problem_in(const Document& document, const std::string& path, const std::string& text);

struct FolderChange {
    std::size_t written = 0, unchanged = 0, removed = 0;
};

// Writes each document into its file, with `header` on top. Files of an earlier export whose documents are
// gone are removed when `covers` says that this export would have written them; others stay. What did not
// change is not written.
Result<FolderChange> write_folder(const std::filesystem::path& folder, std::vector<Document> documents,
                                  const std::string& header, const std::function<bool(const Key&)>& covers);

}  // namespace rasctl::state
