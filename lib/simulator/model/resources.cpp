#include "simulator/model/resources.hpp"

#include <algorithm>

#include "simulator/model/find_references.hpp"
#include "simulator/model/plan_maker.hpp"

namespace rasctl::simulator {

Resources::Resources(const catalog::Catalog& catalog, int api) {
    for (const catalog::Operation operation : catalog.operations())
        available_.push_back(is_available(operation, api));
    const PlanMaker maker(catalog, available_);
    for (const catalog::Operation operation : catalog.operations())
        plans_.push_back(available_[operation.index()] ? maker.plan(operation) : Plan{});
    rows_ = maker.rows();
    shown_rows_ = maker.shown_rows();
    std::ranges::sort(shown_rows_, {}, &ShownRows::parent);
    references_ = find_references(catalog, *this);
}

const Resources::Row* Resources::row_of(std::string_view table) const {
    // Sorted by pattern; most tables have no id in their name and are found at once.
    const auto exact = std::ranges::lower_bound(rows_, table, {}, &Row::pattern);
    if (exact != rows_.end() && exact->pattern == table) return &*exact;
    const auto found =
        std::ranges::find_if(rows_, [&](const Row& row) { return match_pattern(row.pattern, table); });
    return found == rows_.end() ? nullptr : &*found;
}

std::optional<catalog::Schema> Resources::row_schema(std::string_view table) const {
    const Row* row = row_of(table);
    return row ? row->schema : std::nullopt;
}

std::string_view Resources::key_field(std::string_view table) const {
    const Row* row = row_of(table);
    return row ? std::string_view(row->key_field) : std::string_view("id");
}

std::span<const ShownRows> Resources::shown_rows(std::string_view table) const {
    const Row* row = row_of(table);
    const std::string_view pattern = row ? std::string_view(row->pattern) : table;
    const auto [first, last] = std::ranges::equal_range(shown_rows_, pattern, {}, &ShownRows::parent);
    return {first, last};
}

std::vector<Reference> Resources::references_to(std::string_view table) const {
    // Which of the three kinds of templates a version belongs to, the field does not say.
    const bool version = table.ends_with("/templateversion");
    std::vector<Reference> result;
    for (const Reference& reference : references_)
        if (version ? reference.refers == "TemplateVersion" : table_of_kind(reference.refers) == table)
            result.push_back(reference);
    return result;
}

bool Resources::is_collection(std::string_view pattern) const {
    return row_of(pattern) != nullptr;
}

bool match_pattern(std::string_view pattern, std::string_view table) {
    while (true) {
        const auto a = pattern.find('/');
        const auto b = table.find('/');
        const std::string_view segment = pattern.substr(0, a);
        if (segment != "{}" && segment != table.substr(0, b)) return false;
        if ((a == std::string_view::npos) != (b == std::string_view::npos)) return false;
        if (a == std::string_view::npos) return true;
        pattern.remove_prefix(a + 1);
        table.remove_prefix(b + 1);
    }
}

}  // namespace rasctl::simulator
