#include "simulator/server/described_check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "catalog/compiler/openapi_composition.hpp"
#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_reference.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "catalog/compiler/openapi_type.hpp"
#include "json/writer.hpp"
#include "simulator/model/scalar.hpp"

namespace rasctl::simulator {
namespace {

using catalog::compiler::Document;
using catalog::compiler::is_true;
using catalog::compiler::text_of;
using json::Value;

// A hostile description leads in circles, and its forms multiply: beyond this nothing is refused.
constexpr int deepest = 60, most_steps = 100'000;

std::optional<double> number_of(const Value& schema, std::string_view name) {
    const Value* found = schema.find(name);
    return found && found->is_number() ? found->to_double() : std::nullopt;
}

const json::Array& list_of(const Value& schema, std::string_view name) {
    static const json::Array none;
    const Value* found = schema.find(name);
    return found && found->is_array() ? found->as_array() : none;
}

// By value: 1 and 1.0 are the same number.
bool are_equal(const Value& one, const Value& other) {
    if (one.is_number() && other.is_number()) return one.to_double() == other.to_double();
    return one == other;
}

bool is_of_type(const Value& value, std::string_view type) {
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "array") return value.is_array();
    if (type == "object") return value.is_object();
    if (type == "null") return value.is_null();
    if (type == "number") return value.is_number();
    const auto number = value.is_number() ? value.to_double() : std::nullopt;
    return type != "integer" || (number && *number == std::floor(*number));
}

// The form that the discriminator's word in the value means; null where none does.
const Value* form_meant(const Value& schema, const json::Array& forms, const Value& value) {
    const Value* discriminator = schema.find("discriminator");
    const Value* word = discriminator ? value.find(text_of(*discriminator, "propertyName")) : nullptr;
    if (!word || !word->is_string()) return nullptr;
    const auto meant = std::ranges::find_if(forms, [&](const Value& form) {
        const auto words = catalog::compiler::words_for_form(schema, form);
        return std::ranges::find(words, word->as_string()) != words.end();
    });
    return meant == forms.end() ? nullptr : &*meant;
}

class Judge {
  public:
    Judge(const std::vector<Document>& documents, Problems& problems, int& steps, bool in_form = false)
        : documents_(documents), problems_(problems), steps_(steps), in_form_(in_form) {}

    void check(const Document& document, const Value& schema, const Value& value, const std::string& place,
               int depth);

  private:
    void complain(const std::string& place, std::string_view what) {
        problems_[place].push_back(fmt::format("The {} field {}.", place.empty() ? "$" : place, what));
    }
    bool fits(const Document& document, const Value& schema, const Value& value, int depth,
              bool as_form) const;
    void check_parts(const Document& document, const Value& schema, const Value& value,
                     const std::string& place, int depth);
    bool check_type(const Value& schema, const Value& value, const std::string& place);
    bool check_enumeration(const Value& schema, const Value& value, const std::string& place);
    void check_number(const Value& schema, double number, const std::string& place);
    void check_text(const Value& schema, const std::string& text, const std::string& place);
    void check_list(const Document& document, const Value& schema, const json::Array& list,
                    const std::string& place, int depth);
    void check_object(const Document& document, const Value& schema, const json::Object& object,
                      const std::string& place, int depth);

    const std::vector<Document>& documents_;
    Problems& problems_;
    int& steps_;
    bool in_form_;  // which form is meant is not told: what it needs is not known
};

bool Judge::fits(const Document& document, const Value& schema, const Value& value, int depth,
                 bool as_form) const {
    Problems found;
    Judge(documents_, found, steps_, as_form).check(document, schema, value, {}, depth);
    return found.empty();
}

void Judge::check(const Document& document, const Value& schema, const Value& value, const std::string& place,
                  int depth) {
    if (depth > deepest || ++steps_ > most_steps) return;
    if (schema.is_bool() && !schema.as_bool()) return complain(place, "is not allowed");
    if (!schema.is_object()) return;
    if (value.is_null() && is_true(schema, "nullable")) return;
    if (const Value* reference = schema.find("$ref")) {
        const auto target = catalog::compiler::follow(documents_, document, reference->scalar_text());
        if (target) check(*target->document, *target->value, value, place, depth + 1);
    }
    check_parts(document, schema, value, place, depth);
    if (check_enumeration(schema, value, place) || !check_type(schema, value, place)) return;
    if (const auto number = value.is_number() ? value.to_double() : std::nullopt)
        check_number(schema, *number, place);
    if (value.is_string()) check_text(schema, value.as_string(), place);
    if (value.is_array()) check_list(document, schema, value.as_array(), place, depth);
    if (value.is_object()) check_object(document, schema, value.as_object(), place, depth);
}

void Judge::check_parts(const Document& document, const Value& schema, const Value& value,
                        const std::string& place, int depth) {
    for (const Value& part : list_of(schema, "allOf")) check(document, part, value, place, depth + 1);
    for (const std::string_view list : {"anyOf", "oneOf"}) {
        const json::Array& forms = list_of(schema, list);
        if (const Value* meant = form_meant(schema, forms, value)) {
            check(document, *meant, value, place, depth + 1);
            continue;
        }
        const bool one_fits = forms.empty() || std::ranges::any_of(forms, [&](const Value& form) {
                                  return fits(document, form, value, depth + 1, true);
                              });
        if (!one_fits) complain(place, "has none of the forms that it may have");
    }
    if (const Value* excluded = schema.find("not");
        excluded && fits(document, *excluded, value, depth + 1, false))
        complain(place, "has a form that it may not have");
}

// An enum of the vendor's dialect ("0 = Off") is sent as its number: that it is one is all there is to check.
bool Judge::check_enumeration(const Value& schema, const Value& value, const std::string& place) {
    bool ignored = false;
    const std::string type = catalog::compiler::type_name(schema, ignored);
    const auto allowed = catalog::compiler::allowed_values(schema);
    if (allowed.empty()) return false;
    const bool as_written =
        std::ranges::any_of(allowed, [&](const Value* one) { return are_equal(*one, value); });
    if (as_written) return false;
    catalog::compiler::SchemaModel model;
    if (catalog::compiler::has_numbers(schema, type)) catalog::compiler::read_enumeration(model, schema);
    const auto number = value.to_int64();
    std::int64_t all = 0;
    for (const auto& one : model.values) all |= one.number;
    const bool flags = model.kind == catalog::SchemaKind::flags && number && (*number & ~all) == 0;
    const bool known = std::ranges::any_of(model.values, [&](const auto& one) {
        return number == one.number || (value.is_string() && value.as_string() == one.name);
    });
    if (!flags && !known) complain(place, "is none of the values that it may have");
    return true;
}

bool Judge::check_type(const Value& schema, const Value& value, const std::string& place) {
    const Value* type = schema.find("type");
    if (!type) return true;
    const bool right =
        type->is_array()
            ? std::ranges::any_of(type->as_array(),
                                  [&](const Value& one) { return is_of_type(value, one.scalar_text()); })
            : is_of_type(value, type->scalar_text());
    if (!right) complain(place, fmt::format("must be of the type {}", json::write(*type)));
    return right;
}

void Judge::check_number(const Value& schema, double number, const std::string& place) {
    const auto low = number_of(schema, "minimum"), high = number_of(schema, "maximum");
    const auto above = number_of(schema, "exclusiveMinimum"), below = number_of(schema, "exclusiveMaximum");
    if (low && (number < *low || (number == *low && is_true(schema, "exclusiveMinimum"))))
        complain(place, fmt::format("is below {}", *low));
    if (high && (number > *high || (number == *high && is_true(schema, "exclusiveMaximum"))))
        complain(place, fmt::format("is above {}", *high));
    if (above && number <= *above) complain(place, fmt::format("must be more than {}", *above));
    if (below && number >= *below) complain(place, fmt::format("must be less than {}", *below));
}

void Judge::check_text(const Value& schema, const std::string& text, const std::string& place) {
    const auto length = static_cast<double>(character_count(text));
    if (const auto least = number_of(schema, "minLength"); least && length < *least)
        complain(place, fmt::format("must have at least {} characters", *least));
    if (const auto most = number_of(schema, "maxLength"); most && length > *most)
        complain(place, fmt::format("must have at most {} characters", *most));
    if (const std::string pattern = text_of(schema, "pattern");
        !pattern.empty() && !matches_pattern(pattern, text))
        complain(place, fmt::format("must match {}", pattern));
    const std::string format = text_of(schema, "format");
    Value ignored;
    if (format == "date-time" && !read_date_time(text, ignored).empty())
        complain(place, "must be a date and time");
    if (format == "date" && !check_date(text).empty()) complain(place, "must be a date");
    if (format == "uuid" && !matches_pattern("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", text))
        complain(place, "must be a GUID");
}

void Judge::check_list(const Document& document, const Value& schema, const json::Array& list,
                       const std::string& place, int depth) {
    const auto size = static_cast<double>(list.size());
    if (const auto least = number_of(schema, "minItems"); least && *least > 0 && size < 1)
        complain(place, fmt::format("must have at least {} entries", *least));
    if (const auto most = number_of(schema, "maxItems"); most && size > *most)
        complain(place, fmt::format("must have at most {} entries", *most));
    for (auto one = list.begin(); is_true(schema, "uniqueItems") && one != list.end(); ++one)
        if (std::find(list.begin(), one, *one) != one) complain(place, "has an entry twice");
    const json::Array& first = list_of(schema, "prefixItems");
    const Value* items = schema.find("items");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Value* element = i < first.size() ? &first[i] : items;
        if (element) check(document, *element, list[i], fmt::format("{}[{}]", place, i), depth + 1);
    }
}

void Judge::check_object(const Document& document, const Value& schema, const json::Object& object,
                         const std::string& place, int depth) {
    const Value* fields = schema.find("properties");
    const std::string before = place.empty() ? place : place + ".";
    for (const Value& name : list_of(schema, "required")) {
        const Value* field = fields ? fields->find(name.scalar_text()) : nullptr;
        // Makers require fields that they forgot to describe: nobody could know them.
        if (fields && (in_form_ || !field)) continue;
        // What only answers hold is required of them alone.
        const auto end = field ? catalog::compiler::resolve(documents_, document, *field)
                               : Result<catalog::compiler::Place>(catalog::compiler::Place{});
        const bool of_answers =
            field && (is_true(*field, "readOnly") || (end && is_true(*end->value, "readOnly")));
        if (!of_answers && !object.find(name.scalar_text()))
            complain(before + name.scalar_text(), "is required");
    }
    const Value* others = schema.find("additionalProperties");
    for (const json::Member& member : object) {
        const Value* field = fields ? fields->find(member.name) : nullptr;
        if (field) check(document, *field, member.value, before + member.name, depth + 1);
        if (!field && others) check(document, *others, member.value, before + member.name, depth + 1);
    }
    const auto size = static_cast<double>(object.size());
    if (const auto least = number_of(schema, "minProperties"); least && size < *least)
        complain(place, fmt::format("must have at least {} members", *least));
    if (const auto most = number_of(schema, "maxProperties"); most && size > *most)
        complain(place, fmt::format("must have at most {} members", *most));
}

}  // namespace

void check_described(const std::vector<Document>& documents, const Document& document, const Value& schema,
                     const Value& value, Problems& problems) {
    int steps = 0;
    Judge(documents, problems, steps).check(document, schema, value, {}, 0);
}

}  // namespace rasctl::simulator
