#include "catalog/annotations.hpp"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <string>

namespace rasctl::catalog {
namespace {

// All annotations of the image in their threes; none in an image that was made without any.
Texts annotations(const Catalog& catalog) {
    const auto& header = *reinterpret_cast<const image::Header*>(catalog.bytes().data());
    const std::uint32_t all = header.texts.count;
    if (all == 0) return {};
    const std::string_view last = Texts(&catalog, {0, all})[all - 1];
    if (!last.starts_with(annotations_marker)) return {};
    const std::string_view digits = last.substr(annotations_marker.size());
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc{} || end != digits.data() + digits.size() || count > (all - 1) / 3) return {};
    return {&catalog, {all - 1 - 3 * count, 3 * count}};
}

// "Site.name"; empty for a parameter, which belongs to no schema.
std::string subject_of(const Field& field) {
    for (const Schema schema : field.catalog().schemas()) {
        const auto fields = schema.fields();
        if (fields.empty() || field.index() < fields[0].index() ||
            field.index() >= fields[0].index() + fields.size())
            continue;
        return std::string(schema.name()) + "." + std::string(field.name());
    }
    return {};
}

}  // namespace

std::string_view annotation(const Catalog& catalog, std::string_view subject, std::string_view kind) {
    const Texts texts = annotations(catalog);
    const auto subject_at = [&](std::size_t i) { return texts[3 * i].value(); };
    const auto places = std::views::iota(std::size_t{0}, texts.size() / 3);
    const auto own = std::ranges::equal_range(places, subject, {}, subject_at);
    for (const std::size_t i : own)
        if (texts[3 * i + 1].value() == kind) return texts[3 * i + 2].value();
    return {};
}

std::string_view doubt_of(const Operation& operation) {
    return annotation(operation.catalog(),
                      std::string(operation.method()) + " " + std::string(operation.path()),
                      annotation_doubt);
}

std::string_view doubt_of(const Field& field) {
    return annotation(field.catalog(), subject_of(field), annotation_doubt);
}

std::string_view default_evidence_of(const Field& field) {
    return annotation(field.catalog(), subject_of(field), annotation_default);
}

bool numbers_known(const Schema& enumeration) {
    return annotation(enumeration.catalog(), enumeration.name(), annotation_numbers).empty();
}

}  // namespace rasctl::catalog
