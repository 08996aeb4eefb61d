#include "simulator/server/described_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "catalog/compiler/openapi_media.hpp"
#include "catalog/compiler/openapi_reference.hpp"
#include "simulator/model/pattern_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

using catalog::compiler::Document;
using json::Value;

constexpr int deepest = 5;       // below, only what is required
constexpr int bottom = 12;       // below, nothing
constexpr int most_parts = 40;   // of "allOf" in each other
constexpr int longest = 10'000;  // of a text, whatever a description asks for

std::string text_of(const Value& schema, std::string_view name) {
    const Value* found = schema.find(name);
    return found ? found->scalar_text() : std::string();
}

std::optional<double> number_of(const Value& schema, std::string_view name) {
    const Value* found = schema.find(name);
    return found && found->is_number() ? found->to_double() : std::nullopt;
}

bool is_switched_on(const Value& schema, std::string_view name) {
    const Value* found = schema.find(name);
    return found && found->is_bool() && found->as_bool();
}

std::string_view text_of_format(std::string_view format) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> texts{
        {{"date-time", "2026-01-31T08:00:00Z"},
         {"date", "2026-01-31"},
         {"time", "08:00:00Z"},
         {"duration", "PT1H"},
         {"uuid", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"},
         {"byte", "cmFz"},
         {"uri", "https://ras.example/a"},
         {"ipv4", "10.0.0.1"},
         {"ipv6", "fd00::1"},
         {"email", "ann@ras.example"},
         {"hostname", "ras.example"}}};
    const auto* known =
        std::ranges::find(texts, format, &std::pair<std::string_view, std::string_view>::first);
    return known == texts.end() ? "text" : known->second;
}

// Whether nothing at all is allowed: "false", or what is not anything.
bool allows_nothing(const Value& schema) {
    if (schema.is_bool()) return !schema.as_bool();
    const Value* excluded = schema.find("not");
    return excluded && ((excluded->is_object() && excluded->as_object().empty()) ||
                        (excluded->is_bool() && excluded->as_bool()));
}

class Sampler {
  public:
    Sampler(const std::vector<Document>& documents, const Document& document)
        : documents_(documents), document_(document) {}

    Value value(const Value& schema, int depth) const;

  private:
    void flatten(const Value& schema, json::Object& flat, int depth) const;
    static void merge(std::string_view name, const Value& value, json::Object& flat);
    void choose_form(const Value& schema, json::Object& flat, int depth) const;
    Value object(const Value& schema, int depth) const;
    Value array(const Value& schema, int depth) const;
    static Value text(const Value& schema);
    static Value number(const Value& schema, bool whole);

    const std::vector<Document>& documents_;
    const Document& document_;
};

// Two parts that both speak of a field both hold for it.
void merge_properties(json::Object& into, const json::Object& more) {
    for (const json::Member& member : more) {
        Value* known = into.find(member.name);
        if (!known) {
            into.append(member.name, member.value);
            continue;
        }
        json::Object both;
        both.append("allOf", json::Array{std::move(*known), member.value});
        *known = std::move(both);
    }
}

void Sampler::merge(std::string_view name, const Value& value, json::Object& flat) {
    Value* known = flat.find(name);
    if (known && name == "properties" && known->is_object() && value.is_object()) {
        merge_properties(known->as_object(), value.as_object());
    } else if (known && name == "required" && known->is_array() && value.is_array()) {
        known->as_array().insert(known->as_array().end(), value.as_array().begin(), value.as_array().end());
    } else {
        flat.set(name, value);
    }
}

// The first form that is not "null", with the word that tells it from the others.
void Sampler::choose_form(const Value& schema, json::Object& flat, int depth) const {
    for (const std::string_view key : {"oneOf", "anyOf"}) {
        const Value* forms = schema.find(key);
        if (!forms || !forms->is_array()) continue;
        const auto form = std::ranges::find_if(
            forms->as_array(), [](const Value& one) { return text_of(one, "type") != "null"; });
        if (form == forms->as_array().end()) continue;
        flatten(*form, flat, depth + 1);
        const Value* discriminator = schema.find("discriminator");
        if (!discriminator) continue;
        const std::string reference = text_of(*form, "$ref");
        std::string word = reference.substr(reference.rfind('/') + 1);
        if (const Value* mapping = discriminator->find("mapping"); mapping && mapping->is_object())
            for (const json::Member& member : mapping->as_object())
                if (member.value.scalar_text() == reference || member.value.scalar_text() == word) {
                    word = member.name;
                    break;
                }
        json::Object is_word, field;
        is_word.append("const", word);
        field.append(text_of(*discriminator, "propertyName"), std::move(is_word));
        merge("properties", std::move(field), flat);
    }
}

// What all the parts of a schema say together, without references and forms.
void Sampler::flatten(const Value& schema, json::Object& flat, int depth) const {
    const auto place = catalog::compiler::resolve(documents_, document_, schema);
    if (!place || depth > most_parts || !place->value->is_object()) return;
    if (const Value* parts = place->value->find("allOf"); parts && parts->is_array())
        for (const Value& part : parts->as_array()) flatten(part, flat, depth + 1);
    choose_form(*place->value, flat, depth);
    for (const json::Member& member : place->value->as_object())
        if (member.name != "allOf" && member.name != "oneOf" && member.name != "anyOf" &&
            member.name != "discriminator")
            merge(member.name, member.value, flat);
}

std::string type_of(const Value& schema) {
    const Value* type = schema.find("type");
    if (type && type->is_array()) {
        for (const Value& one : type->as_array())
            if (one.scalar_text() != "null") return one.scalar_text();
        return "null";
    }
    if (type) return type->scalar_text();
    if (schema.find("properties") || schema.find("required") || schema.find("additionalProperties"))
        return "object";
    if (schema.find("items")) return "array";
    return schema.find("pattern") || schema.find("format") ? "string" : "";
}

Value Sampler::value(const Value& schema, int depth) const {
    json::Object flat;
    flatten(schema, flat, 0);
    const Value whole(std::move(flat));
    if (const Value* only = whole.find("const")) return *only;
    if (const Value* words = whole.find("enum"); words && words->is_array() && !words->as_array().empty()) {
        const auto word =
            std::ranges::find_if(words->as_array(), [](const Value& one) { return !one.is_null(); });
        return word == words->as_array().end() ? Value() : *word;
    }
    const std::string type = type_of(whole);
    if (type == "object") return object(whole, depth);
    if (type == "array") return array(whole, depth);
    if (type == "integer" || type == "number") return number(whole, type == "integer");
    if (type == "boolean") return true;
    if (type == "null") return Value();
    return text(whole);
}

Value Sampler::object(const Value& schema, int depth) const {
    json::Object made;
    const Value* fields = schema.find("properties");
    const Value* required = schema.find("required");
    const auto is_required = [&](const std::string& name) {
        return required && required->is_array() &&
               std::ranges::any_of(required->as_array(),
                                   [&](const Value& one) { return one.scalar_text() == name; });
    };
    if (fields && fields->is_object() && depth < bottom)
        for (const json::Member& field : fields->as_object()) {
            const bool wanted = is_required(field.name);
            const bool hidden = is_switched_on(field.value, "writeOnly") || allows_nothing(field.value);
            if (!wanted && (hidden || depth >= deepest)) continue;
            made.append(field.name, value(field.value, depth + 1));
        }
    if (required && required->is_array())
        for (const Value& name : required->as_array())
            if (name.is_string() && !made.find(name.as_string())) made.append(name.as_string(), "text");
    // Fields that nobody describes, where the schema wants some all the same.
    const Value* others = schema.find("additionalProperties");
    const Value any{json::Object{}};
    const auto fewest = number_of(schema, "minProperties").value_or(0);
    for (int i = 1; static_cast<double>(made.size()) < fewest && i <= deepest; ++i)
        made.append(fmt::format("field{}", i),
                    value(others && others->is_object() ? *others : any, depth + 1));
    return made;
}

Value Sampler::array(const Value& schema, int depth) const {
    const Value* items = schema.find("items");
    const auto fewest = number_of(schema, "minItems").value_or(0);
    const auto most = number_of(schema, "maxItems").value_or(longest);
    // What a "$dynamicRef" stands for depends on who refers to the list; none fits them all.
    if (!items || allows_nothing(*items) || items->find("$dynamicRef") || most < 1) return json::Array{};
    if ((depth >= deepest && fewest < 1) || depth >= bottom) return json::Array{};
    const auto count = static_cast<std::size_t>(std::clamp<double>(fewest, 1, 100));
    return json::Array(count, value(*items, depth + 1));
}

Value Sampler::text(const Value& schema) {
    if (const std::string pattern = text_of(schema, "pattern"); !pattern.empty()) {
        if (auto match = text_matching(pattern)) return std::move(*match);
        // What the description gives as an example is the best that is left.
        if (const std::string example = text_of(schema, "example"); !example.empty()) return example;
    }
    std::string text(text_of_format(text_of(schema, "format")));
    const double shortest = std::min<double>(number_of(schema, "minLength").value_or(0), longest);
    text.resize(std::max(text.size(), static_cast<std::size_t>(std::max(shortest, 0.0))), 'x');
    if (const auto most = number_of(schema, "maxLength"); most && *most >= 0 && *most < longest)
        text.resize(std::min(text.size(), static_cast<std::size_t>(*most)));
    return text;
}

// The nearest number to 1 between the two limits.
double between(std::optional<double> low, bool without_low, std::optional<double> high, bool without_high) {
    double made = 1;
    const std::optional<double> middle = low && high ? std::optional((*low + *high) / 2) : std::nullopt;
    if (low && (made < *low || (without_low && made <= *low)))
        made = without_low ? middle.value_or(*low + 1) : *low;
    if (high && (made > *high || (without_high && made >= *high)))
        made = without_high ? middle.value_or(*high - 1) : *high;
    return made;
}

// Limits that are excluded are switches in OpenAPI 3.0 and numbers in 3.1.
Value Sampler::number(const Value& schema, bool whole) {
    auto low = number_of(schema, "minimum"), high = number_of(schema, "maximum");
    const auto above = number_of(schema, "exclusiveMinimum"), below = number_of(schema, "exclusiveMaximum");
    const bool is_above = above && (!low || *above >= *low), is_below = below && (!high || *below <= *high);
    bool without_low = is_above || is_switched_on(schema, "exclusiveMinimum");
    bool without_high = is_below || is_switched_on(schema, "exclusiveMaximum");
    if (is_above) low = above;
    if (is_below) high = below;
    if (whole) {
        if (low) low = without_low ? std::floor(*low) + 1 : std::ceil(*low);
        if (high) high = without_high ? std::ceil(*high) - 1 : std::floor(*high);
        without_low = without_high = false;
    }
    double made = between(low, without_low, high, without_high);
    if (const auto step = number_of(schema, "multipleOf"); step && *step > 0)
        made = std::ceil(made / *step) * *step;
    if (!whole) return made;
    return std::abs(made) < 9e18 ? Value(static_cast<std::int64_t>(made)) : Value(0);
}

// The member of `responses` that answers with the status: its own, that of its hundred, or any.
const Value* response_for(const Value& responses, unsigned status) {
    for (const std::string& key :
         {std::to_string(status), fmt::format("{}XX", status / 100), std::string("default")})
        if (const Value* found = responses.find(key)) return found;
    return nullptr;
}

// The operation as the description has it; nothing where it has none.
std::optional<catalog::compiler::Place> operation_at(const std::vector<Document>& documents,
                                                     std::string_view method, std::string_view path) {
    for (const Document& document : documents) {
        const Value* paths = document.content.find("paths");
        const Value* item = paths ? paths->find(path) : nullptr;
        if (!item) continue;
        auto place = catalog::compiler::resolve(documents, document, *item);
        const Value* operation = place ? place->value->find(lower_case(method)) : nullptr;
        if (!operation) return std::nullopt;
        place->value = operation;
        return *place;
    }
    return std::nullopt;
}

// The schema of the JSON that a body or an answer holds.
DescribedSchema json_in(const std::vector<Document>& documents, const Document& document,
                        const Value* holder) {
    if (!holder) return {};
    const auto place = catalog::compiler::resolve(documents, document, *holder);
    const Value* content = place ? place->value->find("content") : nullptr;
    if (!content || !content->is_object()) return {};
    for (const json::Member& media : content->as_object())
        if (catalog::compiler::is_json(media.name)) return {place->document, media.value.find("schema")};
    return {};
}

}  // namespace

Value described_sample(const std::vector<Document>& documents, const Document& document,
                       const Value& schema) {
    return Sampler(documents, document).value(schema, 0);
}

DescribedSchema schema_of_answer(const std::vector<Document>& documents, std::string_view method,
                                 std::string_view path, unsigned status) {
    const auto operation = operation_at(documents, method, path);
    const Value* responses = operation ? operation->value->find("responses") : nullptr;
    return responses ? json_in(documents, *operation->document, response_for(*responses, status))
                     : DescribedSchema{};
}

DescribedSchema schema_of_body(const std::vector<Document>& documents, std::string_view method,
                               std::string_view path) {
    const auto operation = operation_at(documents, method, path);
    return operation ? json_in(documents, *operation->document, operation->value->find("requestBody"))
                     : DescribedSchema{};
}

}  // namespace rasctl::simulator
