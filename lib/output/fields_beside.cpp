#include "output/fields_beside.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "text/ascii.hpp"

namespace rasctl::output {
namespace {

bool ends_with_word(std::string_view name, std::string_view word) {
    return name.size() > word.size() && name.ends_with(word) && name[name.size() - word.size() - 1] == '-';
}

bool holds_word(std::string_view name, std::string_view word) {
    return ("-" + std::string(name) + "-").find("-" + std::string(word) + "-") != std::string::npos;
}

// Words for the name of an object, and those that are used only where it is a computer's.
bool says_name(std::string_view said, std::string_view identity) {
    constexpr std::array<std::string_view, 4> computers{"host", "hostname", "computer", "fqdn"};
    return said == "name" || (identity == "server" && std::ranges::find(computers, said) != computers.end());
}

}  // namespace

FieldsBeside::FieldsBeside(const Shape& shape) : shape_(shape) {
    if (!shape.noun) return;
    for (const std::string& column : shape.default_columns) {
        if (!column.starts_with(joined_mark)) continue;
        if (const std::string_view owner = owner_in(column); !owner.empty()) {
            owners_.emplace(owner.substr(owner.rfind(' ') + 1), owner);
            continue;
        }
        const std::string verb = column.substr(1, column.find('.') - 1);
        if (rows_.contains(verb)) continue;
        const auto command = shape.noun->catalog().command(std::string(shape.noun->name()) + " " + verb);
        const auto row = command ? command->operation(0).response().schema() : std::nullopt;
        if (row) rows_.emplace(verb, *row);
    }
}

Result<FieldPath> FieldsBeside::resolve(std::string_view typed) const {
    // As jq and others write it: ".name".
    if (typed.size() > 1 && typed.starts_with('.')) typed.remove_prefix(1);
    auto own = resolve_path(typed, shape_.row);
    if (!shape_.row || (own && own->field)) return own;
    for (const auto& [verb, row] : rows_)
        if (auto beside = resolve_path(typed, row); beside && beside->field) return beside;
    if (auto column = column_called(kebab_case(typed))) return std::move(*column);
    return own;
}

FieldResolver FieldsBeside::resolver() const {
    return [this](std::string_view typed) { return resolve(typed); };
}

std::optional<FieldPath> FieldsBeside::column_called(std::string_view said) const {
    const std::string_view other = said == "status" ? "state" : said;
    const auto is_headed = [&](std::string_view heading) { return heading == said; };
    const auto ends_so = [&](std::string_view heading) {
        return ends_with_word(heading, said) || ends_with_word(heading, other);
    };
    const auto has_it = [&](std::string_view heading) { return holds_word(heading, said); };
    std::size_t count = 0;
    using Fits = std::function<bool(std::string_view)>;
    for (const Fits& fits : {Fits(is_headed), Fits(ends_so), Fits(has_it)}) {
        std::optional<FieldPath> found;
        count = 0;
        for (Column& column : default_columns(shape_)) {
            if (!fits(lower_case(column.header)) && !fits(column.path.words)) continue;
            ++count;
            found = std::move(column.path);
        }
        if (count == 1) return found;
        if (count > 1) break;
    }
    if (count == 0 && says_name(said, shape_.identity) && shape_.row->field(shape_.identity))
        return make_path(shape_.identity, shape_.row);
    return std::nullopt;
}

void FieldsBeside::need(const FieldPath& field) {
    if (!shape_.row || field.steps.empty() || shape_.row->field(field.steps.front())) return;
    for (const auto& [verb, row] : rows_) {
        if (!row.field(field.steps.front())) continue;
        needed_[verb].insert(field.steps.front());
        return;
    }
    if (const auto owner = owners_.find(field.path); owner != owners_.end())
        needed_[owner->second].insert(field.path);
}

std::set<std::string> FieldsBeside::verbs() const {
    std::set<std::string> verbs;
    for (const auto& [verb, names] : needed_) verbs.insert(verb);
    return verbs;
}

Result<> FieldsBeside::fill(json::Value& row, const LookedUp& looked_up) const {
    if (!row.is_object()) return {};
    const json::Value* const id = row.find(shape_.id);
    for (const auto& [verb, names] : needed_) {
        const bool is_verb = rows_.contains(verb);
        const std::string command =
            is_verb ? std::string(shape_.noun->name()) + " " + verb : verb + " member list";
        if (!looked_up.has_rows(verb))
            return Error{.exit_code = ExitCode::refused,
                         .what = "what is asked for is not known",
                         .why = "only '" + command + "' has " + kebab_case(*names.begin()) +
                                ", and it cannot be asked",
                         .hint = "rasctl " + command};
        const json::Value* const other = looked_up.row(verb, id ? id->scalar_text() : std::string());
        if (other == nullptr) {
            // In none is an answer, too.
            if (!is_verb) row.as_object().append(*names.begin(), json::Value(std::string()));
            continue;
        }
        for (const std::string& name : names)
            if (const json::Value* const value = other->find(name); value && !row.find(name))
                row.as_object().append(name, *value);
    }
    return {};
}

void FieldsBeside::strip(json::Value& row) const {
    if (!row.is_object()) return;
    for (const auto& [verb, names] : needed_)
        for (const std::string& name : names) row.as_object().erase(name);
}

}  // namespace rasctl::output
