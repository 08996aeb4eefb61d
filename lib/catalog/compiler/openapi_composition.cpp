#include "catalog/compiler/openapi_composition.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "catalog/compiler/openapi_text.hpp"
#include "catalog/word_pattern.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;

template <class Limit>
void keep_tighter(std::optional<Limit>& limit, const std::optional<Limit>& other, bool greater_is_tighter) {
    if (!other) return;
    const bool tighter = !limit || (greater_is_tighter ? *other > *limit : *other < *limit);
    if (tighter) limit = other;
}

template <class Limit>
void keep_looser(std::optional<Limit>& limit, const std::optional<Limit>& other, bool greater_is_tighter) {
    if (!limit || !other)
        limit.reset();
    else if (greater_is_tighter ? *other < *limit : *other > *limit)
        limit = other;
}

template <class Keep>
void combine_limits(FieldModel& field, const FieldModel& other, Keep keep) {
    keep(field.minimum, other.minimum, true);
    keep(field.maximum, other.maximum, false);
    keep(field.minimum_length, other.minimum_length, true);
    keep(field.maximum_length, other.maximum_length, false);
    keep(field.more.fewest, other.more.fewest, true);
    keep(field.more.most, other.more.most, false);
}

bool is_simple(Kind kind) {
    return kind != Kind::object && kind != Kind::array && kind != Kind::enumeration;
}

// Two schemas of objects, or of lists of them.
bool are_both_objects(const TypeModel& one, const TypeModel& other) {
    const auto is_object = [](const TypeModel& type) {
        return !type.schema.empty() &&
               (type.kind == Kind::object || (type.kind == Kind::array && type.element == Kind::object));
    };
    return one.kind == other.kind && is_object(one) && is_object(other);
}

void forget_limits(FieldModel& field) {
    field.minimum.reset();
    field.maximum.reset();
    field.minimum_length.reset();
    field.maximum_length.reset();
    field.more.step.reset();
    field.pattern.clear();
}

// The type that holds what both allow; any value where nothing narrower does.
void widen_type(FieldModel& field, const FieldModel& other, const Joined& joined) {
    TypeModel& type = field.type;
    const TypeModel& second = other.type;
    if (are_both_objects(type, second) && type.schema != second.schema) {
        type.schema = joined(type.schema.str(), second.schema.str(), false);
        return;
    }
    const bool same = type.kind == second.kind && type.element == second.element;
    if (same && type.schema == second.schema) {
        if (type.format != second.format) type.format = Format::none;
        return;
    }
    const auto is_number = [](Kind kind) {
        return kind == Kind::integer || kind == Kind::number || kind == Kind::enumeration;
    };
    const bool numbers = is_number(type.kind) && is_number(second.kind);
    const bool whole = type.kind != Kind::number && second.kind != Kind::number;
    const bool lists = type.kind == Kind::array && second.kind == Kind::array;
    type = {};
    if (numbers) type.kind = whole ? Kind::integer : Kind::number;
    if (lists) type.kind = Kind::array;
    forget_limits(field);
}

// A field of two forms: what either of them allows.
void widen(FieldModel& field, const FieldModel& other, const Joined& joined) {
    auto words = words_of_pattern(field.pattern);
    const auto more = words_of_pattern(other.pattern);
    widen_type(field, other, joined);
    combine_limits(field, other, [](auto& limit, const auto& second, bool greater) {
        keep_looser(limit, second, greater);
    });
    if (field.type.kind == Kind::string && !words.empty() && !more.empty()) {
        for (const std::string& word : more)
            if (std::ranges::find(words, word) == words.end()) words.push_back(word);
        field.pattern = pattern_of_words(words);
    } else if (field.pattern != other.pattern) {
        field.pattern.clear();
    }
    if (field.more.step != other.more.step) field.more.step.reset();
    if (field.default_json != other.default_json) field.default_json.clear();
    field.required = field.required && other.required;
    field.nullable = field.nullable || other.nullable;
    field.read_only = field.read_only && other.read_only;
    field.more.write_only = field.more.write_only && other.more.write_only;
    field.deprecated = field.deprecated && other.deprecated;
    field.more.distinct = field.more.distinct && other.more.distinct;
    field.secret = field.secret || other.secret;
    if (field.description.empty()) field.description = other.description;
}

// Where fields stand, by their names: few are looked through, of many an index is kept.
class Places {
  public:
    explicit Places(const std::vector<FieldModel>& fields) : fields_(fields) {
        if (fields_.size() >= many) index_all();
    }

    std::optional<std::size_t> of(std::string_view name) const {
        if (index_.empty()) {
            const auto found = std::ranges::find(fields_, name, &FieldModel::name);
            if (found == fields_.end()) return std::nullopt;
            return static_cast<std::size_t>(found - fields_.begin());
        }
        const auto found = index_.find(std::string(name));
        return found == index_.end() ? std::nullopt : std::optional(found->second);
    }

    void add_last() {
        if (!index_.empty())
            index_.emplace(fields_.back().name.str(), fields_.size() - 1);
        else if (fields_.size() >= many)
            index_all();
    }

  private:
    static constexpr std::size_t many = 16;

    void index_all() {
        for (std::size_t i = 0; i < fields_.size(); ++i) index_.emplace(fields_[i].name.str(), i);
    }

    const std::vector<FieldModel>& fields_;
    std::unordered_map<std::string, std::size_t> index_;
};

bool all_differ(const std::vector<FieldModel>& fields) {
    std::vector<std::string_view> names;
    names.reserve(fields.size());
    for (const FieldModel& field : fields) names.push_back(field.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}

void fill(LentText& text, LentText& other) {
    if (text.empty()) text = std::move(other);
}

// A field that is described twice, and both hold: what the later says first.
void narrow(FieldModel& field, FieldModel earlier, const Joined& joined) {
    const bool says_no_type = field.type.kind == Kind::any;
    const bool same_kind = says_no_type || field.type.kind == earlier.type.kind;
    if (are_both_objects(field.type, earlier.type) && field.type.schema != earlier.type.schema)
        field.type.schema = joined(earlier.type.schema.str(), field.type.schema.str(), true);
    else if (says_no_type || (same_kind && is_simple(field.type.kind) && field.type.format == Format::none))
        field.type = earlier.type;
    if (same_kind) {
        combine_limits(field, earlier, [](auto& limit, const auto& second, bool greater) {
            keep_tighter(limit, second, greater);
        });
        fill(field.pattern, earlier.pattern);
        if (!field.more.step) field.more.step = earlier.more.step;
        field.more.distinct = field.more.distinct || earlier.more.distinct;
    }
    fill(field.description, earlier.description);
    fill(field.default_json, earlier.default_json);
    fill(field.refers, earlier.refers);
    field.required = field.required || earlier.required;
    field.read_only = field.read_only || earlier.read_only;
    field.more.write_only = field.more.write_only || earlier.more.write_only;
    field.deprecated = field.deprecated || earlier.deprecated;
    field.secret = field.secret || earlier.secret;
}

}  // namespace

std::vector<Part> parts_of(const Node& schema) {
    std::vector<Part> parts;
    for (const std::string_view key : {"allOf", "anyOf", "oneOf"}) {
        const Node* list = schema.find(key);
        if (!list || !list->is_array()) continue;
        for (const Node& part : list->as_array())
            if (text_of(part, "type") != "null") parts.push_back({&part, key == "allOf", key});
    }
    return parts;
}

bool has_null_form(const Node& schema) {
    return std::ranges::any_of(std::array{"anyOf", "oneOf"}, [&](const char* key) {
        const Node* list = schema.find(key);
        return list && list->is_array() && std::ranges::any_of(list->as_array(), [](const Node& one) {
                   return text_of(one, "type") == "null";
               });
    });
}

bool is_bare_need(const Node& form) {
    return form.find("required") && !form.find("properties") && !form.find("$ref") && parts_of(form).empty();
}

const Node* wrapped(const Node& schema) {
    const auto parts = parts_of(schema);
    const bool alone = parts.size() == 1 && !schema.find("properties") && !schema.find("required");
    return alone ? parts.front().schema : nullptr;
}

void join_fields(std::vector<FieldModel>& fields, std::vector<FieldModel> more, bool always,
                 const Joined& joined) {
    if (fields.empty() && all_differ(more)) {
        fields = std::move(more);
        return;
    }
    fields.reserve(fields.size() + more.size());
    Places places(fields);
    for (FieldModel& field : more) {
        const auto known = places.of(field.name);
        if (!known) {
            fields.push_back(std::move(field));
            places.add_last();
        } else if (always) {
            narrow(field, std::move(fields[*known]), joined);
            fields[*known] = std::move(field);
        } else {
            widen(fields[*known], field, joined);
        }
    }
}

template <class Value>
std::vector<std::string> words_for_form(const Value& schema, const Value& form) {
    const auto reference = text_of(form, "$ref");
    const Value* discriminator = schema.find("discriminator");
    if (!discriminator || reference.empty()) return {};
    const auto name = reference.substr(reference.rfind('/') + 1);
    std::vector<std::string> words;
    if (const Value* mapping = discriminator->find("mapping"); mapping && mapping->is_object())
        for (const auto& member : mapping->as_object())
            if (member.value.scalar_text() == reference || member.value.scalar_text() == name)
                words.emplace_back(member.name);
    if (words.empty()) words.emplace_back(name);
    return words;
}

template std::vector<std::string> words_for_form(const json::Value& schema, const json::Value& form);
template std::vector<std::string> words_for_form(const Node& schema, const Node& form);

void tell_by_words(const Forms& group, std::vector<FieldModel>& fields) {
    const bool all_known =
        std::ranges::none_of(group.forms, [](const Form& one) { return one.words.empty(); });
    if (group.told_by.empty() || !all_known) return;
    std::vector<std::string> words;
    for (const Form& form : group.forms) words.insert(words.end(), form.words.begin(), form.words.end());
    auto field = std::ranges::find(fields, std::string_view(group.told_by), &FieldModel::name);
    if (field == fields.end()) {
        FieldModel telling;
        telling.name = group.told_by;
        telling.type.kind = Kind::string;
        field = fields.insert(fields.end(), std::move(telling));
    }
    // An enum of its own says the same, perhaps in numbers.
    if (field->type.kind == Kind::string && field->pattern.empty()) field->pattern = pattern_of_words(words);
}

void require_fields(const Node& schema, SchemaModel& model) {
    const Node* required = schema.find("required");
    if (!required || !required->is_array()) return;
    std::set<std::string_view> names;
    for (const Node& one : required->as_array()) names.insert(one.scalar_text());
    for (FieldModel& field : model.fields)
        field.required = field.required || names.contains(field.name.view());
}

}  // namespace rasctl::catalog::compiler
