#include "catalog/comparison.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "catalog/forms.hpp"
#include "catalog/more_limits.hpp"
#include "catalog/path_style.hpp"
#include "catalog/range_text.hpp"
#include "catalog/word_pattern.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog {
namespace {

std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) out += to_lower(c);
    return out;
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

std::string shown(std::optional<std::uint32_t> limit) {
    return limit ? std::to_string(*limit) : std::string{};
}

// "integer", "list of object", "enum".
std::string shown(Type type) {
    std::string text(to_string(type.kind()));
    const bool is_map = type.kind() == Kind::object && type.element() != Kind::any;
    if (type.is_array() || is_map) text += " of " + std::string(to_string(type.element()));
    return text;
}

std::string_view shown(Format format) {
    switch (format) {
        case Format::none:
            return "none";
        case Format::int32:
            return "int32";
        case Format::int64:
            return "int64";
        case Format::double_precision:
            return "double";
        case Format::date_time:
            return "date-time";
        case Format::date:
            return "date";
        case Format::password:
            return "password";
        case Format::uuid:
            return "uuid";
        case Format::byte:
            return "byte";
        case Format::uri:
            return "uri";
        case Format::ipv4:
            return "ipv4";
        case Format::ipv6:
            return "ipv6";
        case Format::email:
            return "email";
    }
    return "none";
}

std::string shown(ResponseKind kind) {
    switch (kind) {
        case ResponseKind::empty:
            return "nothing";
        case ResponseKind::value:
            return "a value";
        case ResponseKind::list:
            return "a list";
        case ResponseKind::binary:
            return "a file";
    }
    return {};
}

std::string_view shown(Style style) {
    constexpr std::string_view names[] = {"apart", "commas", "spaces", "bars", "deep object", "JSON"};
    return names[static_cast<std::size_t>(style)];
}

std::string_view shown(PathStyle style) {
    constexpr std::string_view names[] = {"plain", "plain", "label", "label apart", "matrix", "matrix apart"};
    return names[static_cast<std::size_t>(style)];
}

std::string_view shown(Place place) {
    constexpr std::string_view names[] = {"query", "header", "cookie"};
    return names[static_cast<std::size_t>(place)];
}

std::string shown_media(const Operation& operation) {
    if (operation.multipart()) return "multipart";
    return operation.media_type().empty() ? "JSON" : std::string(operation.media_type());
}

class Comparison {
  public:
    std::vector<Difference> run(const Catalog& before, const Catalog& after) {
        const auto old_ones = by_key(before), new_ones = by_key(after);
        for (const auto& [key, one] : old_ones)
            if (!new_ones.contains(key)) add("dropped", one, "operation");
        for (const auto& [key, one] : new_ones) {
            const auto old_one = old_ones.find(key);
            if (old_one == old_ones.end())
                add("added", one, "operation");
            else
                compare(old_one->second, one);
        }
        return std::move(found_);
    }

  private:
    // Two operations may differ in the letter case of their paths alone: they are told apart by their order.
    static std::map<std::string, Operation> by_key(const Catalog& catalog) {
        std::map<std::string, Operation> operations;
        for (const Operation one : catalog.operations()) {
            std::string key = path_key(one.path()) + " " + std::string(one.method());
            if (one.until() != 0) key += " until " + std::to_string(one.until());
            operations.emplace(std::move(key), one);
        }
        return operations;
    }

    void compare(const Operation& before, const Operation& after) {
        operation_ = after;
        told("command", before.command().name(), after.command().name());
        told("deprecated", yes_or_no(before.deprecated()), yes_or_no(after.deprecated()));
        told("session needed", yes_or_no(before.needs_session()), yes_or_no(after.needs_session()));
        const bool same_answer = before.response_kind() == after.response_kind();
        told("answer", shown(before.response_kind()), shown(after.response_kind()));
        if (same_answer)
            told("status of success", std::to_string(before.status()), std::to_string(after.status()));
        compare_bodies(before, after);
        const auto targets = std::min(before.path_parameters().size(), after.path_parameters().size());
        for (std::size_t i = 0; i < targets; ++i)
            compare_targets(before.path_parameters()[i], after.path_parameters()[i]);
        compare_members("query parameter ", before.query_parameters(), after.query_parameters(), false);
        compare_schemas("body field ", before.body(), after.body());
        if (!same_answer) return;
        told("form of the answer", shown(before.response()), shown(after.response()));
        compare_schemas("response field ", before.response().schema(), after.response().schema());
    }

    void compare_targets(const Field& before, const Field& after) {
        const std::string part = "target " + std::string(after.name());
        told(part + " style", shown(path_style_of(before)), shown(path_style_of(after)));
        compare_fields(part, before, after);
    }

    void compare_bodies(const Operation& before, const Operation& after) {
        const auto old_body = before.body_field(), new_body = after.body_field();
        if (!old_body && !new_body) return;
        if (!old_body || !new_body) {
            const bool has_members = old_body ? before.body().has_value() : after.body().has_value();
            // Of one with members each is told.
            if (!has_members) add(old_body ? "dropped" : "added", operation_, "body");
            return;
        }
        told("media type of the body", shown_media(before), shown_media(after));
        told("body required", yes_or_no(before.body_required()), yes_or_no(after.body_required()));
        // What has members is compared by them.
        if (before.body() && after.body()) {
            told("body nullable", yes_or_no(old_body->nullable()), yes_or_no(new_body->nullable()));
            return;
        }
        compare_fields("body", *old_body, *new_body, false);
    }

    void compare_schemas(const std::string& kind, std::optional<Schema> before, std::optional<Schema> after) {
        if (!before && !after) return;
        if (!before || !after) {
            const Schema& only = before ? *before : *after;
            for (const Field one : only.fields())
                add(before ? "dropped" : "added", operation_, kind + std::string(one.name()));
            return;
        }
        if (!seen_.emplace(before->index(), after->index()).second) return;
        if (before->kind() != SchemaKind::object || after->kind() != SchemaKind::object) {
            compare_values(*before, *after);
            return;
        }
        told_forms(kind, *before, *after);
        compare_members(kind, before->fields(), after->fields(), true);
    }

    void told_forms(const std::string& kind, const Schema& before, const Schema& after) {
        const auto shown_forms = [](const Schema& schema) {
            std::string text;
            for (const Forms& choice : forms_of(schema))
                for (const Form& form : choice.forms) {
                    text += text.empty() ? "" : "; ";
                    std::string_view between;
                    for (const std::string& name : form.required) {
                        text.append(between).append(name);
                        between = " and ";
                    }
                }
            return text;
        };
        told(kind + "needed by its forms", shown_forms(before), shown_forms(after));
    }

    void compare_members(const std::string& kind, Handles<Field> before, Handles<Field> after,
                         bool spelling) {
        std::map<std::string, Field> old_ones;
        for (const Field one : before) old_ones.emplace(folded(one.name()), one);
        for (const Field one : after) {
            const auto old_one = old_ones.find(folded(one.name()));
            const std::string part = kind + std::string(one.name());
            if (old_one == old_ones.end()) {
                add("added", operation_, part);
                continue;
            }
            if (spelling) told(part + " spelling", old_one->second.name(), one.name());
            // Each place has a style of its own that is usual.
            if (old_one->second.place() == one.place())
                told(part + " style", shown(old_one->second.style()), shown(one.style()));
            compare_fields(part, old_one->second, one);
            old_ones.erase(old_one);
        }
        for (const auto& [name, one] : old_ones) add("dropped", operation_, kind + std::string(one.name()));
    }

    void compare_fields(const std::string& part, const Field& before, const Field& after,
                        bool with_required = true) {
        told(part + " type", shown(before.type()), shown(after.type()));
        told(part + " format", shown(before.type().format()), shown(after.type().format()));
        if (with_required)
            told(part + " required", yes_or_no(before.required()), yes_or_no(after.required()));
        told(part + " place", shown(before.place()), shown(after.place()));
        told(part + " nullable", yes_or_no(before.nullable()), yes_or_no(after.nullable()));
        told(part + " read-only", yes_or_no(before.read_only()), yes_or_no(after.read_only()));
        told(part + " secret", yes_or_no(before.secret()), yes_or_no(after.secret()));
        told(part + " deprecated", yes_or_no(before.deprecated()), yes_or_no(after.deprecated()));
        told(part + " default", before.default_json(), after.default_json());
        told(part + " minimum", lower_bound_text(before.minimum()), lower_bound_text(after.minimum()));
        told(part + " maximum", upper_bound_text(before.maximum()), upper_bound_text(after.maximum()));
        told(part + " minimum length", shown(before.minimum_length()), shown(after.minimum_length()));
        told(part + " maximum length", shown(before.maximum_length()), shown(after.maximum_length()));
        compare_patterns(part, before, after);
        compare_more_limits(part, more_limits_of(before), more_limits_of(after));
        const auto old_schema = before.type().schema(), new_schema = after.type().schema();
        if (old_schema && new_schema) compare_schemas(part + ".", old_schema, new_schema);
    }

    // Lists of words are told word by word.
    void compare_patterns(const std::string& part, const Field& before, const Field& after) {
        const auto old_words = words_of_pattern(before.pattern()),
                   new_words = words_of_pattern(after.pattern());
        if (old_words.empty() || new_words.empty()) {
            told(part + " pattern", before.pattern(), after.pattern());
            return;
        }
        for (const std::string& word : new_words)
            if (std::ranges::find(old_words, word) == old_words.end())
                add("added", operation_, part + " value", {}, word);
        for (const std::string& word : old_words)
            if (std::ranges::find(new_words, word) == new_words.end())
                add("dropped", operation_, part + " value", word);
    }

    void compare_more_limits(const std::string& part, const MoreLimits& before, const MoreLimits& after) {
        if (before == after) return;
        told(part + " fewest entries", shown(before.fewest), shown(after.fewest));
        told(part + " most entries", shown(before.most), shown(after.most));
        told(part + " step", lower_bound_text(before.step), lower_bound_text(after.step));
        told(part + " without repetition", yes_or_no(before.distinct), yes_or_no(after.distinct));
        told(part + " write-only", yes_or_no(before.write_only), yes_or_no(after.write_only));
    }

    void compare_values(const Schema& before, const Schema& after) {
        const std::string part = "enum " + std::string(after.name());
        told(part + " several at once", yes_or_no(before.kind() == SchemaKind::flags),
             yes_or_no(after.kind() == SchemaKind::flags));
        std::map<std::int64_t, std::string_view> old_ones;
        for (const EnumValue one : before.values()) old_ones.emplace(one.number(), one.name());
        for (const EnumValue one : after.values()) {
            const auto old_one = old_ones.find(one.number());
            const std::string value = part + " value " + std::to_string(one.number());
            if (old_one == old_ones.end()) {
                add("added", operation_, value, {}, std::string(one.name()));
                continue;
            }
            told(value, old_one->second, one.name());
            old_ones.erase(old_one);
        }
        for (const auto& [number, name] : old_ones)
            add("dropped", operation_, part + " value " + std::to_string(number), std::string(name));
    }

    void told(std::string part, std::string_view before, std::string_view after) {
        if (before != after)
            add("changed", operation_, std::move(part), std::string(before), std::string(after));
    }

    void add(std::string_view change, const Operation& operation, std::string part, std::string before = {},
             std::string after = {}) {
        found_.push_back({.change = change,
                          .operation = operation,
                          .part = std::move(part),
                          .before = std::move(before),
                          .after = std::move(after)});
    }

    std::vector<Difference> found_;
    Operation operation_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;
};

}  // namespace

std::vector<Difference> differences(const Catalog& before, const Catalog& after) {
    return Comparison().run(before, after);
}

std::string path_key(std::string_view path) {
    std::string key;
    key.reserve(path.size());
    bool parameter = false;
    for (const char c : path) {
        if (c == '}') parameter = false;
        if (!parameter) key += to_lower(c);
        if (c == '{') parameter = true;
    }
    return key;
}

}  // namespace rasctl::catalog
