// What a command takes, as data: the parser, the help, the completion and the manual all read this.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// What shells offer for a value.
enum class Values {
    none,
    choices,  // Option::choices
    file,
    directory,
    format,      // of the output
    column,      // field of the rows
    field_path,  // field of the body
    context,
    reference,  // ID or name of an object: Option::refers
    config_key,
};

struct Option {
    std::string name;         // without dashes
    std::string placeholder;  // "NAME"; empty for a switch
    std::string help;
    std::string group;         // heading in the help: "Fields"; one without is shown nowhere
    std::string short_name{};  // one letter
    std::string default_text{};
    std::string refers{};
    std::vector<std::string> choices{};
    Values values = Values::none;
    bool required = false;
    bool repeatable = false;
    bool boolean = false;    // a switch that also has --no-NAME
    bool inherited = false;  // every command has it
};

// A positional argument.
struct Positional {
    std::string placeholder;  // "GATEWAY"
    std::string help;
    std::string refers{};     // kind of object, for completion
    std::string parameter{};  // path parameter that it fills
    Values values = Values::none;
    std::vector<std::string> choices{};
    bool required = true;
    bool several = false;  // the last one may take many
};

// One command as a person meets it.
struct Usage {
    std::string name;  // "gateway create"
    std::string summary;
    std::string description{};  // further paragraphs
    std::vector<Positional> positionals{};
    std::vector<Option> options{};
    std::vector<std::string> examples{};
};

}  // namespace rasctl::commands
