#include "simulator/model/sample_value.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "json/reader.hpp"
#include "simulator/model/pattern_text.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Format;
using catalog::Kind;
using catalog::Schema;
using catalog::Type;
using json::Value;

constexpr int deepest = 5;

Value sample(Type type, Kind kind, const Field* limits, int depth);

std::string text_of(Format format) {
    switch (format) {
        case Format::date_time:
            return "2026-01-31T08:00:00Z";
        case Format::date:
            return "2026-01-31";
        case Format::uuid:
            return "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
        case Format::byte:
            return "cmFz";
        case Format::uri:
            return "https://ras.example/a";
        case Format::ipv4:
            return "10.0.0.1";
        case Format::ipv6:
            return "fd00::1";
        case Format::email:
            return "ann@ras.example";
        default:
            return "text";
    }
}

Value sample_text(Type type, const Field* limits) {
    std::string text = text_of(type.format());
    if (limits == nullptr) return text;
    if (!limits->pattern().empty())
        if (auto match = text_matching(limits->pattern())) return std::move(*match);
    // A few characters more or less; a description may ask for millions.
    constexpr std::uint32_t longest = 10'000;
    text.resize(std::max<std::size_t>(text.size(), std::min(limits->minimum_length().value_or(0), longest)),
                'x');
    if (const auto high = limits->maximum_length()) text.resize(std::min<std::size_t>(text.size(), *high));
    return text;
}

Value sample_number(Kind kind, const Field* limits) {
    double number = 1;
    if (limits != nullptr) {
        if (const auto low = limits->minimum()) number = std::max(number, std::ceil(*low));
        if (const auto high = limits->maximum()) number = std::min(number, std::floor(*high));
    }
    if (kind == Kind::number) return number;
    return std::abs(number) < 9e18 ? Value(static_cast<std::int64_t>(number)) : Value(0);
}

Value sample_object(Schema schema, int depth) {
    json::Object object;
    for (const Field field : schema.fields()) {
        const bool nested = field.type().kind() == Kind::object || field.type().kind() == Kind::array;
        if (depth >= deepest && nested && !field.required()) continue;
        const Type type = field.type();
        object.append(std::string(field.name()), sample(type, type.kind(), &field, depth + 1));
    }
    return object;
}

Value sample(Type type, Kind kind, const Field* limits, int depth) {
    const auto schema = type.schema();
    switch (kind) {
        case Kind::string:
            return sample_text(type, limits);
        case Kind::integer:
        case Kind::number:
            return sample_number(kind, limits);
        case Kind::boolean:
            return true;
        case Kind::enumeration:
            return schema && !schema->values().empty() ? Value(schema->values()[0].number()) : Value(0);
        case Kind::array: {
            json::Array list;
            if (depth < deepest && type.element() != Kind::array)
                list.push_back(sample(type, type.element(), limits, depth + 1));
            return list;
        }
        case Kind::object:
            return schema && depth < 2 * deepest ? sample_object(*schema, depth) : Value(json::Object{});
        default:
            return "value";
    }
}

}  // namespace

Value sample_of(Type type) {
    return sample(type, type.kind(), nullptr, 0);
}

Value sample_of(Field field) {
    return sample(field.type(), field.type().kind(), &field, 0);
}

}  // namespace rasctl::simulator
