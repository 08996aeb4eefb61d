#include "catalog/more_limits.hpp"

#include <charconv>
#include <cstdlib>

#include "catalog/annotations.hpp"
#include "text/cut.hpp"

namespace rasctl::catalog {
namespace {

constexpr std::string_view fewest_word = "fewest=", most_word = "most=", step_word = "step=",
                           distinct_word = "distinct", write_only_word = "write-only";

std::string digits_of(double number) {
    char digits[40];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    return error == std::errc{} ? std::string(digits, end) : std::string{};
}

std::optional<std::uint32_t> count_of(std::string_view digits) {
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return error == std::errc{} ? std::optional(count) : std::nullopt;
}

void read_word(std::string_view word, MoreLimits& limits) {
    if (word.starts_with(fewest_word)) limits.fewest = count_of(word.substr(fewest_word.size()));
    if (word.starts_with(most_word)) limits.most = count_of(word.substr(most_word.size()));
    if (word.starts_with(step_word))
        limits.step = std::strtod(std::string(word.substr(step_word.size())).c_str(), nullptr);
    if (word == distinct_word) limits.distinct = true;
    if (word == write_only_word) limits.write_only = true;
}

}  // namespace

std::string subject_of_field(std::uint32_t index) {
    return "field " + std::to_string(index);
}

MoreLimits more_limits_of(const Field& field) {
    MoreLimits limits;
    const auto flags = field.catalog().record<image::Field>(field.index()).flags;
    if ((flags & field_has_more_limits) == 0) return limits;
    std::string_view words = annotation(field.catalog(), subject_of_field(field.index()), annotation_limits);
    while (!words.empty()) {
        read_word(cut(words, ' '), limits);
    }
    if (limits.step && !(*limits.step > 0)) limits.step.reset();
    return limits;
}

std::string written(const MoreLimits& limits) {
    std::string words;
    const auto add = [&](std::string_view word, const std::string& value = {}) {
        words.append(words.empty() ? "" : " ").append(word).append(value);
    };
    if (limits.fewest) add(fewest_word, std::to_string(*limits.fewest));
    if (limits.most) add(most_word, std::to_string(*limits.most));
    if (limits.step) add(step_word, digits_of(*limits.step));
    if (limits.distinct) add(distinct_word);
    if (limits.write_only) add(write_only_word);
    return words;
}

}  // namespace rasctl::catalog
