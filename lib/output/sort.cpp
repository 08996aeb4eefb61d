#include "output/sort.hpp"

#include <algorithm>
#include <compare>
#include <deque>
#include <numeric>
#include <string>

#include "error/try.hpp"
#include "json/writer.hpp"
#include "output/enumeration.hpp"
#include "output/natural_order.hpp"

namespace rasctl::output {
namespace {

// What one row is sorted by, worked out once a row. The text stands in the row, which must stay where it is.
struct Rank {
    enum class Kind { boolean, number, text, missing };
    Kind kind = Kind::missing;
    double number = 0;
    std::int64_t whole = 0;
    bool is_whole = false;
    std::string_view text{};
    std::string_view key{};  // by which texts compare
};

// Text that is made for ranks; it stays where it is.
class Texts {
  public:
    std::string_view written(const json::Value& value) { return texts_.emplace_back(json::write(value)); }

    std::string_view key_of(std::string_view text) {
        key_.clear();
        append_natural_key(key_, text);
        if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < key_.size())
            blocks_.emplace_back().reserve(std::max(block_size, key_.size()));
        std::string& block = blocks_.back();
        const std::size_t begin = block.size();
        block += key_;
        return std::string_view(block).substr(begin);
    }

  private:
    static constexpr std::size_t block_size = std::size_t{64} * 1024;
    std::deque<std::string> texts_, blocks_;
    std::string key_;
};

Rank rank_of(const json::Value* value, const std::optional<catalog::Schema>& enumeration, Texts& texts) {
    Rank rank;
    if (!value || value->is_null()) return rank;
    if (value->is_bool()) {
        rank.kind = Rank::Kind::boolean;
        rank.number = value->as_bool() ? 1 : 0;
        return rank;
    }
    auto whole = enumeration ? enum_number(*value, *enumeration) : value->to_int64();
    const auto number = whole ? static_cast<double>(*whole) : value->to_double();
    if (number) {
        rank.kind = Rank::Kind::number;
        rank.number = *number;
        rank.whole = whole.value_or(0);
        rank.is_whole = whole.has_value();
        return rank;
    }
    rank.kind = Rank::Kind::text;
    rank.text = value->is_string() ? std::string_view(value->as_string()) : texts.written(*value);
    rank.key = texts.key_of(rank.text);
    return rank;
}

std::partial_ordering compare(const Rank& a, const Rank& b) {
    if (a.kind != b.kind) return a.kind <=> b.kind;
    if (a.kind == Rank::Kind::text) {
        const auto order = a.key <=> b.key;
        return order != 0 ? order : a.text <=> b.text;
    }
    if (a.is_whole && b.is_whole) return a.whole <=> b.whole;
    return a.number <=> b.number;
}

bool is_before(const Rank* a, const Rank* b, const std::vector<SortKey>& keys) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool a_missing = a[i].kind == Rank::Kind::missing;
        const bool b_missing = b[i].kind == Rank::Kind::missing;
        if (a_missing != b_missing) return b_missing;
        const auto order = compare(a[i], b[i]);
        if (order != 0) return (order < 0) != keys[i].descending;
    }
    return false;
}

}  // namespace

Result<std::vector<SortKey>> parse_sort(std::string_view spec, const std::optional<catalog::Schema>& row,
                                        const FieldResolver& resolve) {
    std::vector<SortKey> keys;
    for (;;) {
        const auto comma = spec.find(',');
        std::string_view name = spec.substr(0, comma);
        while (name.starts_with(' ')) name.remove_prefix(1);
        while (name.ends_with(' ')) name.remove_suffix(1);
        SortKey key;
        if (name.starts_with('-') || name.starts_with('+')) {
            key.descending = name.front() == '-';
            name.remove_prefix(1);
        }
        TRY_LET(auto path, resolve ? resolve(name) : resolve_path(name, row));
        key.field = std::move(path);
        keys.push_back(std::move(key));
        if (comma == std::string_view::npos) return keys;
        spec.remove_prefix(comma + 1);
    }
}

std::vector<std::size_t> order_of(std::size_t rows, const std::vector<SortKey>& keys, const SortedBy& value) {
    std::vector<std::optional<catalog::Schema>> enumerations;
    enumerations.reserve(keys.size());
    for (const SortKey& key : keys) enumerations.push_back(enumeration_of(key.field.field));
    Texts texts;
    std::vector<Rank> ranks;
    ranks.reserve(rows * keys.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            ranks.push_back(rank_of(value(row, i), enumerations[i], texts));
    }
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return is_before(&ranks[a * keys.size()], &ranks[b * keys.size()], keys);
    });
    return order;
}

void sort_rows(std::vector<json::Value>& rows, const std::vector<SortKey>& keys) {
    const auto order = order_of(
        rows.size(), keys, [&](std::size_t row, std::size_t key) { return keys[key].field.in(rows[row]); });
    std::vector<json::Value> sorted;
    sorted.reserve(rows.size());
    for (const std::size_t place : order) sorted.push_back(std::move(rows[place]));
    rows = std::move(sorted);
}

}  // namespace rasctl::output
