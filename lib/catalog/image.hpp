// The flat image: how a compiled catalogue lies in memory and in a file. Offsets, no pointers; little-endian;
// every record is made of 32-bit words, so that the image can be read in place from read-only data or a
// mapped file.
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

namespace rasctl::catalog::image {

inline constexpr std::array<char, 8> magic{'R', 'A', 'S', 'C', 'A', 'T', '\r', '\n'};
// Raised whenever the meaning of a record changes; an image of another format is refused.
inline constexpr std::uint32_t format = 5;
inline constexpr std::uint32_t none = 0xFFFFFFFF;

// A piece of the text section.
struct Text {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
};

// A run of records of one section.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

// What a value looks like: kind (catalog::Kind), for arrays the kind of the elements, and the schema of an
// object, enumeration or their array elements.
struct Type {
    std::uint8_t kind = 0;
    std::uint8_t element = 0;
    std::uint16_t format = 0;     // catalog::Format
    std::uint32_t schema = none;  // index into schemas
};

enum FieldFlag : std::uint32_t {
    field_required = 1U << 0,
    field_nullable = 1U << 1,
    field_read_only = 1U << 2,
    field_secret = 1U << 3,
    field_deprecated = 1U << 4,
    field_has_minimum = 1U << 5,
    field_has_maximum = 1U << 6,
    field_has_minimum_length = 1U << 7,
    field_has_maximum_length = 1U << 8,
    field_style_first = 1U << 9,   // three bits: catalog::Style of a parameter
    field_place_first = 1U << 12,  // two bits: catalog::Place of a parameter
};

// A property of a schema, or a parameter of an operation.
struct Field {
    Text name;
    Text description;
    Text default_json;  // the default as JSON text, empty without one
    Text refers;        // kind of object whose ID it holds, empty for none
    Text pattern;
    Text maps;  // where GET shows the field that an update takes flat
    Type type;
    std::uint32_t flags = 0;
    std::uint8_t evidence = 0;  // catalog::Evidence
    std::uint8_t since = 0;     // 0: not known
    std::uint8_t until = 0;     // 0: not gone
    std::int8_t governed = 0;  // where, from here, the field lies that switches this one off; 0: nothing does
    std::uint32_t minimum[2] = {};  // a double's bits, low word first
    std::uint32_t maximum[2] = {};
    std::uint32_t minimum_length = 0;
    std::uint32_t maximum_length = 0;
};

struct EnumValue {
    std::uint32_t number[2] = {};  // a signed 64-bit number, low word first
    Text name;                     // "ForwardToAnotherGateway"
    Text word;                     // "forward-to-another-gateway"
    std::uint32_t meaning = 0;     // catalog::Meaning
};

struct Schema {
    Text name;
    Range fields;
    Range values;
    std::uint8_t kind = 0;      // catalog::SchemaKind
    std::uint8_t complete = 0;  // the list of fields or values is known to be whole
    std::uint8_t open = 0;      // additional properties are part of the schema
    std::uint8_t evidence = 0;
};

// One flag of one operation: where its value goes.
struct Flag {
    Text name;   // without dashes: "enable-rdp-udp", "user-portal.port"
    Text path;   // place in the body by wire names with dots, empty when it is no body field
    Text query;  // name of the query parameter, empty when it is none
    std::uint32_t field = 0;
    std::uint32_t flags = 0;  // FlagFlag
};

enum FlagFlag : std::uint32_t {
    flag_required = 1U << 0,
    flag_upload = 1U << 1,
    flag_whole_body = 1U << 2,  // its value is the body itself
};

enum OperationFlag : std::uint32_t {
    operation_deprecated = 1U << 0,
    operation_path_guessed = 1U << 1,
    operation_body_required = 1U << 2,
    operation_multipart = 1U << 3,
    operation_public = 1U << 4,  // needs no session
};

struct Operation {
    Text method;    // upper case
    Text path;      // template: "/api/Gateway/{id}"
    Text old_path;  // spelling that versions 17 and 18 use for the same operation, empty for the same
    Text summary;
    Text tag;
    Text note;
    Text permission;
    Text source;
    Range path_parameters;      // into fields, in the order of the path
    Range query_parameters;     // into fields; those in headers and cookies too
    Range positionals;          // into texts: what each path parameter names
    Range flags;                // into flags, sorted by name
    Text media_type;            // of the body, empty for the API's JSON
    std::uint32_t body = none;  // index into fields: the body as a whole
    Type response;
    std::uint32_t status = 0;  // of success
    std::uint32_t command = 0;
    std::uint32_t bits = 0;  // OperationFlag
    std::uint8_t since = 0;
    std::uint8_t until = 0;
    std::uint8_t evidence = 0;
    std::uint8_t response_kind = 0;  // catalog::ResponseKind
};

enum CommandFlag : std::uint8_t {
    command_serves = 1U << 0,           // switching its object off disturbs users
    command_changes_members = 1U << 1,  // adds to or takes from the list that its operation replaces whole
};

struct Command {
    Text name;  // "rds host drain"; the section is sorted by it
    Text summary;
    Range operations;  // into operation_order
    Range examples;    // into texts
    Range columns;     // into texts, empty: the noun's
    std::uint32_t noun = 0;
    std::uint8_t effect = 0;  // catalog::Effect
    std::uint8_t bits = 0;    // CommandFlag
    std::uint8_t unused[2] = {};
};

enum NounFlag : std::uint32_t {
    noun_own_list = 1U << 0,  // its objects are those of its own list, not of the collection they lie in
};

struct Noun {
    Text name;  // "rds host"; the section is sorted by it
    Text summary;
    Text identity;  // field that names an object for people, empty for none
    Text refers;    // the kind of object (x-refers) whose IDs this noun lists, empty for none
    Range columns;  // into texts
    Range aliases;  // into texts: other spellings of the noun's last word
    Text told_by;   // field that tells its objects from others of the same list, empty for none
    Range told;     // into texts: the names of that field's values that are its own
    std::uint32_t parent = none;
    std::uint32_t flags = 0;  // NounFlag
};

// Whole-catalogue facts and where each section lies.
struct Header {
    std::array<char, 8> magic_bytes{};
    std::uint32_t format_number = 0;
    std::uint32_t size = 0;          // of the whole image in bytes
    std::uint32_t checksum[2] = {};  // XXH3 (64 bits) of everything behind the header
    Text title;
    Text version;
    Range fields, enum_values, schemas, flags, operations, operation_order, commands, nouns, texts;
    // For each Range above `first` is the byte offset of the section, `count` its records.
    std::uint32_t text_offset = 0;
    std::uint32_t text_size = 0;
};

static_assert(std::is_trivially_copyable_v<Header> && sizeof(Field) % 4 == 0 && sizeof(Operation) % 4 == 0);

}  // namespace rasctl::catalog::image
