// Reading a compiled catalogue in place. Every class here is a small handle into the image: copy it freely,
// and keep the Catalog (and what it was opened from) alive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "catalog/image.hpp"
#include "catalog/state_meaning.hpp"
#include "error/error.hpp"

namespace rasctl::catalog {

// What a value is on the wire. `any` is a value of unknown shape; `binary` the content of a file.
enum class Kind : std::uint8_t { any, string, integer, number, boolean, object, enumeration, array, binary };
// Format of a string or integer, as OpenAPI names it; `none` where it has none or one that rasctl need not
// know.
enum class Format : std::uint16_t {
    none,
    int32,
    int64,
    double_precision,
    date_time,
    date,
    password,
    uuid,
    byte,
    uri,
    ipv4,
    ipv6,
    email
};
// How a list or an object is written into a parameter, as OpenAPI's "style" and "explode" say: each element
// by its own name; joined with commas, spaces or bars; name[member]; or as JSON.
enum class Style : std::uint8_t { apart, commas, spaces, bars, deep, json };
// Where a parameter that is not in the path goes.
enum class Place : std::uint8_t { query, header, cookie };
// What a body is made of. `as_given` are the bytes that a person hands over: text, XML, a file.
enum class Media : std::uint8_t { json, form, multipart, as_given };
enum class SchemaKind : std::uint8_t { object, enumeration, flags };
// How sure we are (lib/catalog/api): page = seen in the vendor's reference.
// vendor = seen in the vendor's own file.
enum class Evidence : std::uint8_t { page, list, powershell, sample, inferred, vendor };
enum class ResponseKind : std::uint8_t { empty, value, list, binary };
// What a command does to the farm. `disturbing` (users notice it at once) and `destructive` (it is gone) are
// confirmed before they run.
enum class Effect : std::uint8_t { read, write, disturbing, destructive };

std::string_view to_string(Evidence evidence);
std::string_view to_string(Kind kind);

class Catalog;
class Schema;
class Operation;
class Command;
class Noun;

// An index-based random-access view over handles of one section.
template <class Handle>
class Handles {
  public:
    class iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Handle;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Handle;
        iterator() = default;
        iterator(const Catalog* catalog, std::uint32_t index) : catalog_(catalog), index_(index) {}
        Handle operator*() const { return Handle(catalog_, index_); }
        iterator& operator++() {
            ++index_;
            return *this;
        }
        iterator operator++(int) {
            iterator old = *this;
            ++index_;
            return old;
        }
        bool operator==(const iterator& other) const { return index_ == other.index_; }

      private:
        const Catalog* catalog_ = nullptr;
        std::uint32_t index_ = 0;
    };

    Handles() = default;
    Handles(const Catalog* catalog, image::Range range) : catalog_(catalog), range_(range) {}
    iterator begin() const { return {catalog_, range_.first}; }
    iterator end() const { return {catalog_, range_.first + range_.count}; }
    std::size_t size() const { return range_.count; }
    bool empty() const { return range_.count == 0; }
    Handle operator[](std::size_t i) const {
        return Handle(catalog_, range_.first + static_cast<std::uint32_t>(i));
    }

  private:
    const Catalog* catalog_ = nullptr;
    image::Range range_{};
};

template <class Record>
class Handle {
  public:
    Handle() = default;
    Handle(const Catalog* catalog, std::uint32_t index) : catalog_(catalog), index_(index) {}
    std::uint32_t index() const { return index_; }
    const Catalog& catalog() const { return *catalog_; }
    bool operator==(const Handle& other) const { return index_ == other.index_; }

  protected:
    const Record& record() const;
    std::string_view text(image::Text text) const;
    const Catalog* catalog_ = nullptr;
    std::uint32_t index_ = 0;
};

// A list of texts: columns, examples, aliases.
class TextHandle : public Handle<image::Text> {
  public:
    using Handle::Handle;
    std::string_view value() const { return text(record()); }
    operator std::string_view() const { return value(); }
};
using Texts = Handles<TextHandle>;

class EnumValue : public Handle<image::EnumValue> {
  public:
    using Handle::Handle;
    std::int64_t number() const;
    std::string_view name() const { return text(record().name); }  // as the API spells it
    std::string_view word() const { return text(record().word); }  // kebab-case, for the command line
    // What it means to an administrator, where it is a state.
    Meaning meaning() const { return static_cast<Meaning>(record().meaning); }
};

class Type {
  public:
    Type() = default;
    Type(const Catalog* catalog, image::Type type) : catalog_(catalog), type_(type) {}
    Kind kind() const { return static_cast<Kind>(type_.kind); }
    Kind element() const { return static_cast<Kind>(type_.element); }  // of an array
    Format format() const {
        return static_cast<Format>(type_.format);
    }                                      // of the value or, in an array, the element
    std::optional<Schema> schema() const;  // of an object or enumeration, or of an array's elements
    bool is_array() const { return kind() == Kind::array; }

  private:
    const Catalog* catalog_ = nullptr;
    image::Type type_{};
};

// A property of a schema or a parameter of an operation.
class Field : public Handle<image::Field> {
  public:
    using Handle::Handle;
    std::string_view name() const { return text(record().name); }
    std::string_view description() const { return text(record().description); }
    std::string_view default_json() const { return text(record().default_json); }
    std::string_view refers() const { return text(record().refers); }
    std::string_view pattern() const { return text(record().pattern); }
    std::string_view maps() const { return text(record().maps); }
    Type type() const { return Type(catalog_, record().type); }
    bool required() const { return (record().flags & image::field_required) != 0; }
    bool nullable() const { return (record().flags & image::field_nullable) != 0; }
    bool read_only() const { return (record().flags & image::field_read_only) != 0; }
    bool secret() const { return (record().flags & image::field_secret) != 0; }
    bool deprecated() const { return (record().flags & image::field_deprecated) != 0; }
    Style style() const { return static_cast<Style>(record().flags / image::field_style_first % 8); }
    Place place() const { return static_cast<Place>(record().flags / image::field_place_first % 4); }
    std::optional<double> minimum() const;
    std::optional<double> maximum() const;
    std::optional<std::uint32_t> minimum_length() const;
    std::optional<std::uint32_t> maximum_length() const;
    Evidence evidence() const { return static_cast<Evidence>(record().evidence); }
    int since() const { return record().since; }  // 0: not known
    int until() const { return record().until; }  // 0: not gone
    // The switch of the same schema that, while it is on, leaves this field without effect.
    std::optional<Field> governed_by() const;
};

class Schema : public Handle<image::Schema> {
  public:
    using Handle::Handle;
    std::string_view name() const { return text(record().name); }
    SchemaKind kind() const { return static_cast<SchemaKind>(record().kind); }
    Handles<Field> fields() const { return {catalog_, record().fields}; }
    Handles<EnumValue> values() const { return {catalog_, record().values}; }
    bool complete() const { return record().complete != 0; }
    bool open() const { return record().open != 0; }
    std::optional<Field> field(std::string_view name) const;  // exact, else without regard to letter case
    std::optional<EnumValue> value(std::int64_t number) const;
    // By name or word, without regard to letter case.
    std::optional<EnumValue> value(std::string_view name) const;
};

// One flag of one operation: what the person types and where the value goes.
class Flag : public Handle<image::Flag> {
  public:
    using Handle::Handle;
    std::string_view name() const { return text(record().name); }    // without dashes
    std::string_view path() const { return text(record().path); }    // in the body, "" when not there
    std::string_view query() const { return text(record().query); }  // query parameter, "" when none
    Field field() const { return Field(catalog_, record().field); }
    bool required() const { return (record().flags & image::flag_required) != 0; }
    bool upload() const { return (record().flags & image::flag_upload) != 0; }
    bool whole_body() const { return (record().flags & image::flag_whole_body) != 0; }
};

class Operation : public Handle<image::Operation> {
  public:
    using Handle::Handle;
    std::string_view method() const { return text(record().method); }
    std::string_view path() const { return text(record().path); }
    // The template to use against a server of that major version (0: not known).
    std::string_view path_for(int version) const;
    std::string_view summary() const { return text(record().summary); }
    std::string_view tag() const { return text(record().tag); }
    std::string_view note() const { return text(record().note); }
    std::string_view permission() const { return text(record().permission); }
    std::string_view source() const { return text(record().source); }
    Handles<Field> path_parameters() const { return {catalog_, record().path_parameters}; }
    // Those in headers and cookies are among them (Field::place).
    Handles<Field> query_parameters() const { return {catalog_, record().query_parameters}; }
    // What a person calls that which each path parameter names: "item", "rule".
    Texts positionals() const { return {catalog_, record().positionals}; }
    Handles<Flag> flags() const { return {catalog_, record().flags}; }  // sorted by name
    std::optional<Flag> flag(std::string_view name) const;
    // The body as one value, whatever it is; nothing where there is none.
    std::optional<Field> body_field() const;
    // The members of a body that is an object of them.
    std::optional<Schema> body() const;
    // What Content-Type calls the body; empty for the JSON of the API.
    std::string_view media_type() const { return text(record().media_type); }
    Media media() const;
    bool body_required() const { return (record().bits & image::operation_body_required) != 0; }
    bool multipart() const { return (record().bits & image::operation_multipart) != 0; }
    bool needs_session() const { return (record().bits & image::operation_public) == 0; }
    ResponseKind response_kind() const { return static_cast<ResponseKind>(record().response_kind); }
    // Of the value, or of one element of a list.
    Type response() const { return Type(catalog_, record().response); }
    unsigned status() const { return record().status; }
    int since() const { return record().since; }
    int until() const { return record().until; }  // 0: not gone
    Evidence evidence() const { return static_cast<Evidence>(record().evidence); }
    bool deprecated() const { return (record().bits & image::operation_deprecated) != 0; }
    bool path_guessed() const { return (record().bits & image::operation_path_guessed) != 0; }
    Command command() const;
};

// The operations that do the same act at another scope or in another server version.
class Command : public Handle<image::Command> {
  public:
    using Handle::Handle;
    std::string_view name() const { return text(record().name); }  // "rds host drain"
    std::string_view verb() const;                                 // "drain"
    Noun noun() const;
    std::string_view summary() const { return text(record().summary); }
    std::size_t operation_count() const { return record().operations.count; }
    Operation operation(std::size_t i) const;
    Texts examples() const { return {catalog_, record().examples}; }
    // What a table shows by default: the command's own columns, else the noun's.
    Texts columns() const;
    Effect effect() const { return static_cast<Effect>(record().effect); }
    // Whether switching its object off disturbs users.
    bool serves() const { return (record().bits & image::command_serves) != 0; }
    // Whether it adds to, or takes from, the list that its operation replaces as a whole. The members are its
    // last targets.
    bool changes_members() const { return (record().bits & image::command_changes_members) != 0; }
};

class Noun : public Handle<image::Noun> {
  public:
    using Handle::Handle;
    std::string_view name() const { return text(record().name); }  // "rds host"
    std::string_view last_word() const;                            // "host"
    std::string_view summary() const { return text(record().summary); }
    std::string_view identity() const { return text(record().identity); }
    std::string_view refers() const { return text(record().refers); }
    Texts columns() const { return {catalog_, record().columns}; }
    Texts aliases() const { return {catalog_, record().aliases}; }
    std::optional<Noun> parent() const;
    // How its objects are told from others of the same list: they have a list of their own, or the field
    // told_by() has a value whose name is among told().
    bool has_own_list() const { return (record().flags & image::noun_own_list) != 0; }
    std::string_view told_by() const { return text(record().told_by); }
    Texts told() const { return {catalog_, record().told}; }
};

class Catalog {
  public:
    // Reads an image in place; it must stay alive and be aligned to 4 bytes. Refused when it is no image, of
    // another format, cut, damaged (checksum), or when any record points outside.
    static Result<Catalog> open(std::span<const std::byte> image);
    // Likewise one that open() took before and that nobody changed since: its header alone is looked at, so
    // that the time does not grow with the image.
    static Result<Catalog> open_again(std::span<const std::byte> image);
    // The image that catalogc compiled into the program. Not checked again: it is our own read-only data.
    static const Catalog& built_in();

    std::string_view title() const { return text(header().title); }
    std::string_view version() const { return text(header().version); }
    Handles<Operation> operations() const { return {this, {0, header().operations.count}}; }
    Handles<Command> commands() const { return {this, {0, header().commands.count}}; }  // sorted by name
    Handles<Noun> nouns() const { return {this, {0, header().nouns.count}}; }           // sorted by name
    Handles<Schema> schemas() const { return {this, {0, header().schemas.count}}; }     // sorted by name

    std::optional<Command> command(std::string_view name) const;  // exact
    std::optional<Noun> noun(std::string_view name) const;        // exact
    std::optional<Schema> schema(std::string_view name) const;
    // The noun that lists objects of this kind (x-refers), for instance "Site".
    std::optional<Noun> noun_of_kind(std::string_view refers) const;

    // For the handles.
    template <class Record>
    const Record& record(std::uint32_t index) const;
    std::string_view text(image::Text text) const {
        return {reinterpret_cast<const char*>(bytes_.data()) + header().text_offset + text.offset, text.size};
    }
    std::uint32_t operation_at(std::uint32_t order) const;
    std::span<const std::byte> bytes() const { return bytes_; }

  private:
    explicit Catalog(std::span<const std::byte> bytes) : bytes_(bytes) {}
    const image::Header& header() const { return *reinterpret_cast<const image::Header*>(bytes_.data()); }
    std::span<const std::byte> bytes_;
};

template <class Record>
const Record& Handle<Record>::record() const {
    return catalog_->record<Record>(index_);
}

template <class Record>
std::string_view Handle<Record>::text(image::Text value) const {
    return catalog_->text(value);
}

}  // namespace rasctl::catalog
