#include "farm/form_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "catalog/forms.hpp"
#include "text/ascii.hpp"

namespace rasctl::farm {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t most_shown = 6;

// What every object of the schema needs is told elsewhere.
Names missing_of(const catalog::Schema& schema, const catalog::Form& form, const json::Object& object) {
    Names missing;
    for (const std::string& name : form.required) {
        const auto field = schema.field(name);
        const bool always = field && field->required();
        if (!always && !object.find_ignoring_case(name)) missing.push_back(name);
    }
    return missing;
}

std::optional<std::string> missing_for(const catalog::Schema& schema, const catalog::Forms& choice,
                                       const json::Object& object) {
    const json::Value* given = choice.told_by.empty() ? nullptr : object.find_ignoring_case(choice.told_by);
    const auto is_meant = [&](const catalog::Form& form) {
        return given && std::ranges::any_of(form.words, [&](const std::string& word) {
                   return equal_ignoring_case(word, given->scalar_text());
               });
    };
    if (const auto meant = std::ranges::find_if(choice.forms, is_meant); meant != choice.forms.end()) {
        const Names missing = missing_of(schema, *meant, object);
        if (missing.empty()) return std::nullopt;
        return fmt::format("{}: is required where {} is {}", fmt::join(missing, ", "), choice.told_by,
                           given->scalar_text());
    }
    // A word that means none of them is refused by itself.
    if (given) return std::nullopt;
    Names ways;
    for (const catalog::Form& form : choice.forms) {
        const Names missing = missing_of(schema, form, object);
        if (missing.empty()) return std::nullopt;
        auto way = fmt::format("{}", fmt::join(missing, " and "));
        if (std::ranges::find(ways, way) == ways.end()) ways.push_back(std::move(way));
    }
    if (ways.empty()) return std::nullopt;
    if (ways.size() == 1) return ways.front() + ": is required";
    if (ways.size() > most_shown) {
        ways.resize(most_shown);
        ways.emplace_back("...");
    }
    return fmt::format("needs one of: {}", fmt::join(ways, "; "));
}

}  // namespace

std::optional<std::string> missing_for_form(const catalog::Schema& schema, const json::Object& object) {
    for (const catalog::Forms& choice : catalog::forms_of(schema))
        if (auto missing = missing_for(schema, choice, object)) return missing;
    return std::nullopt;
}

}  // namespace rasctl::farm
