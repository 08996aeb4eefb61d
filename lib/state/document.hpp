// One object as a document: what it is, how it is called, and what somebody wants it to be.
#pragma once

#include <compare>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::state {

// What an object is known by in every farm: no IDs.
struct Key {
    std::string kind;  // "rds host"
    std::string site{};
    std::string name{};
    std::size_t occurrence = 1;  // of several of the same name, in the order of their list

    auto operator<=>(const Key&) const = default;
};

// "rds host rdsh01.company.dom (site Headquarters)", for messages.
std::string shown(const Key& key);

struct Document {
    Key key{};
    std::string previous_name{};
    json::Object spec{};
    // Where it stands, for messages.
    std::string file{};
    std::size_t position = 0;                   // of several documents in the file
    std::shared_ptr<const std::string> text{};  // of what is no file: stdin
};

// As YAML, with `---` before it.
std::string write_document(Document document);

// From what a file holds. Problems are failures with exit code usage whose `why` begins with the path of the
// member in the document.
Result<Document> read_document(const json::Value& value);

// The first "${name}" in a text that no value was filled into; empty where there is none.
std::string unfilled(const std::string& text);

// Text in which "$${", which says "${" in a document, is that.
std::string without_escapes(std::string text);

// Takes the escapes out of the names in the metadata; those of a spec go when it is sent.
void take_out_escapes(Document& document);

// Where export puts it, below the folder: "site-Headquarters/rds-host/rdsh01.company.dom.yaml". Safe on any
// file system: letters, digits, '.', '_' and '-', blanks as "+", others as %XX.
std::string file_name(const Key& key);

}  // namespace rasctl::state
