// An OpenAPI description in memory, between reading it and writing the image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/forms.hpp"
#include "catalog/more_limits.hpp"
#include "text/lent_text.hpp"

namespace rasctl::catalog::compiler {

struct TypeModel {
    Kind kind = Kind::any;
    Kind element = Kind::any;
    Format format = Format::none;
    LentText schema;  // name, empty for none
};

struct FieldModel {
    LentText name, description, default_json, refers, pattern, maps, doubt, default_evidence;
    LentText known_as;  // the spelling that words are made of, where it is not the name
    TypeModel type;
    bool required = false, nullable = false, read_only = false, secret = false, deprecated = false;
    std::optional<double> minimum, maximum;
    std::optional<std::uint32_t> minimum_length, maximum_length;
    MoreLimits more;
    Style style = Style::apart;
    catalog::Place place = catalog::Place::query;
    Evidence evidence = Evidence::page;
    int since = 0, until = 0;
    int governed = 0;  // how far from here the switch lies that leaves this field without effect; 0: none
};

struct EnumValueModel {
    std::int64_t number = 0;
    std::string name;
};

struct SchemaModel {
    SchemaKind kind = SchemaKind::object;
    std::vector<FieldModel> fields;
    std::vector<EnumValueModel> values;
    std::vector<Forms> forms;
    bool complete = false, open = false;
    bool numbers_known = true;  // of an enumeration
    Evidence evidence = Evidence::page;
};

// Where the value that a flag takes goes.
struct FlagModel {
    std::string name, path, query;
    std::string owner;         // schema that the field belongs to, empty for a query parameter
    std::size_t position = 0;  // of the field among those of its owner, or among the query parameters
    bool is_switch = false;    // its field is a boolean
    bool takes_files = false;  // its field is one file, or several
    bool required = false;
    bool whole_body = false;  // the value is the body itself
};

struct OperationModel {
    std::string method, path, old_path, summary, tag, note, permission, source, doubt;
    std::vector<FieldModel> path_parameters, query_parameters;
    std::string body;                      // schema name of a body of fields, empty for any other
    std::optional<FieldModel> body_field;  // the body as a whole, of any form
    std::string media_type;                // of the body, empty for the API's JSON
    bool body_required = false, multipart = false, needs_session = true, deprecated = false,
         path_guessed = false;
    unsigned status = 200;
    ResponseKind response_kind = ResponseKind::empty;
    TypeModel response;
    int since = 0, until = 0;
    Evidence evidence = Evidence::page;
    // The path as the naming rule reads it, where a known one is the same but for letter case.
    std::string named_path;
    bool known = false;  // the built-in catalogue has it
    // Filled in by naming and flags.
    std::string noun, verb;
    std::vector<std::string> positionals;  // what each path parameter names
    std::vector<FlagModel> flags;
};

using SchemaModels = std::map<std::string, SchemaModel, std::less<>>;

struct Description {
    TextStore texts;  // that the fields are lent
    std::string title, version;
    std::vector<OperationModel> operations;
    SchemaModels schemas;
    std::vector<std::string> skipped;  // paths that cannot be sent or shown
    std::vector<std::string> remarks;  // what could not be taken as it is written, one line each
};

}  // namespace rasctl::catalog::compiler
