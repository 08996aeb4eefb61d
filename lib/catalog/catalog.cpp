#include "catalog/catalog.hpp"

#include <bit>

#include "text/ascii.hpp"

namespace rasctl::catalog {
namespace {

std::uint64_t join(const std::uint32_t (&words)[2]) {
    return words[0] | (std::uint64_t{words[1]} << 32U);
}

// The index of the handle of that name in a section sorted by name.
template <class HandleType>
std::optional<HandleType> binary_search(const Handles<HandleType>& handles, std::string_view name) {
    std::size_t low = 0, high = handles.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (handles[middle].name() < name)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < handles.size() && handles[low].name() == name) return handles[low];
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Evidence evidence) {
    switch (evidence) {
        case Evidence::page:
            return "page";
        case Evidence::list:
            return "list";
        case Evidence::powershell:
            return "powershell";
        case Evidence::sample:
            return "sample";
        case Evidence::inferred:
            return "inferred";
        case Evidence::vendor:
            return "vendor";
    }
    return "inferred";
}

std::string_view to_string(Kind kind) {
    switch (kind) {
        case Kind::any:
            return "value";
        case Kind::string:
            return "text";
        case Kind::integer:
            return "integer";
        case Kind::number:
            return "number";
        case Kind::boolean:
            return "boolean";
        case Kind::object:
            return "object";
        case Kind::enumeration:
            return "enum";
        case Kind::array:
            return "list";
        case Kind::binary:
            return "file";
    }
    return "value";
}

template <class Record>
const Record& Catalog::record(std::uint32_t index) const {
    const image::Header& header = *reinterpret_cast<const image::Header*>(bytes_.data());
    std::uint32_t offset = 0;
    if constexpr (std::is_same_v<Record, image::Field>)
        offset = header.fields.first;
    else if constexpr (std::is_same_v<Record, image::EnumValue>)
        offset = header.enum_values.first;
    else if constexpr (std::is_same_v<Record, image::Schema>)
        offset = header.schemas.first;
    else if constexpr (std::is_same_v<Record, image::Flag>)
        offset = header.flags.first;
    else if constexpr (std::is_same_v<Record, image::Operation>)
        offset = header.operations.first;
    else if constexpr (std::is_same_v<Record, image::Command>)
        offset = header.commands.first;
    else if constexpr (std::is_same_v<Record, image::Noun>)
        offset = header.nouns.first;
    else if constexpr (std::is_same_v<Record, image::Text>)
        offset = header.texts.first;
    return reinterpret_cast<const Record*>(bytes_.data() + offset)[index];
}

template const image::Field& Catalog::record<image::Field>(std::uint32_t) const;
template const image::EnumValue& Catalog::record<image::EnumValue>(std::uint32_t) const;
template const image::Schema& Catalog::record<image::Schema>(std::uint32_t) const;
template const image::Flag& Catalog::record<image::Flag>(std::uint32_t) const;
template const image::Operation& Catalog::record<image::Operation>(std::uint32_t) const;
template const image::Command& Catalog::record<image::Command>(std::uint32_t) const;
template const image::Noun& Catalog::record<image::Noun>(std::uint32_t) const;
template const image::Text& Catalog::record<image::Text>(std::uint32_t) const;

std::uint32_t Catalog::operation_at(std::uint32_t order) const {
    return reinterpret_cast<const std::uint32_t*>(bytes_.data() + header().operation_order.first)[order];
}

std::int64_t EnumValue::number() const {
    return static_cast<std::int64_t>(join(record().number));
}

std::optional<Schema> Type::schema() const {
    if (type_.schema == image::none) return std::nullopt;
    return Schema(catalog_, type_.schema);
}

std::optional<double> Field::minimum() const {
    if ((record().flags & image::field_has_minimum) == 0) return std::nullopt;
    return std::bit_cast<double>(join(record().minimum));
}

std::optional<double> Field::maximum() const {
    if ((record().flags & image::field_has_maximum) == 0) return std::nullopt;
    return std::bit_cast<double>(join(record().maximum));
}

std::optional<std::uint32_t> Field::minimum_length() const {
    if ((record().flags & image::field_has_minimum_length) == 0) return std::nullopt;
    return record().minimum_length;
}

std::optional<std::uint32_t> Field::maximum_length() const {
    if ((record().flags & image::field_has_maximum_length) == 0) return std::nullopt;
    return record().maximum_length;
}

std::optional<Field> Field::governed_by() const {
    const int distance = record().governed;
    if (distance == 0) return std::nullopt;
    return Field(catalog_, static_cast<std::uint32_t>(static_cast<std::int64_t>(index_) + distance));
}

std::optional<Field> Schema::field(std::string_view name) const {
    for (const Field field : fields())
        if (field.name() == name) return field;
    for (const Field field : fields())
        if (equal_ignoring_case(field.name(), name)) return field;
    return std::nullopt;
}

std::optional<EnumValue> Schema::value(std::int64_t number) const {
    for (const EnumValue value : values())
        if (value.number() == number) return value;
    return std::nullopt;
}

std::optional<EnumValue> Schema::value(std::string_view name) const {
    for (const EnumValue value : values())
        if (equal_ignoring_case(value.name(), name) || equal_ignoring_case(value.word(), name)) return value;
    return std::nullopt;
}

std::string_view Operation::path_for(int version) const {
    const bool old = version == 17 || version == 18;
    return old && record().old_path.size != 0 ? text(record().old_path) : path();
}

std::optional<Flag> Operation::flag(std::string_view name) const {
    return binary_search(flags(), name);
}

std::optional<Field> Operation::body_field() const {
    if (record().body == image::none) return std::nullopt;
    return Field(catalog_, record().body);
}

std::optional<Schema> Operation::body() const {
    const auto field = body_field();
    if (!field || field->type().kind() != Kind::object) return std::nullopt;
    return field->type().schema();
}

Media Operation::media() const {
    const std::string type = lower_case(media_type().substr(0, media_type().find_first_of("; ")));
    if (multipart()) return Media::multipart;
    if (type.empty() || type.ends_with("/json") || type.ends_with("+json")) return Media::json;
    return type == "application/x-www-form-urlencoded" ? Media::form : Media::as_given;
}

Command Operation::command() const {
    return Command(catalog_, record().command);
}

std::string_view Command::verb() const {
    return name().substr(name().rfind(' ') + 1);
}

Noun Command::noun() const {
    return Noun(catalog_, record().noun);
}

Operation Command::operation(std::size_t i) const {
    return Operation(catalog_,
                     catalog_->operation_at(record().operations.first + static_cast<std::uint32_t>(i)));
}

Texts Command::columns() const {
    return record().columns.count != 0 ? Texts(catalog_, record().columns) : noun().columns();
}

std::string_view Noun::last_word() const {
    return name().substr(name().rfind(' ') + 1);
}

std::optional<Noun> Noun::parent() const {
    if (record().parent == image::none) return std::nullopt;
    return Noun(catalog_, record().parent);
}

std::optional<Command> Catalog::command(std::string_view name) const {
    return binary_search(commands(), name);
}
std::optional<Noun> Catalog::noun(std::string_view name) const {
    return binary_search(nouns(), name);
}
std::optional<Schema> Catalog::schema(std::string_view name) const {
    return binary_search(schemas(), name);
}

std::optional<Noun> Catalog::noun_of_kind(std::string_view refers) const {
    if (refers.empty()) return std::nullopt;
    for (const Noun noun : nouns())
        if (noun.refers() == refers) return noun;
    return std::nullopt;
}

}  // namespace rasctl::catalog
