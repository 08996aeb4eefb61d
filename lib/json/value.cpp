#include "json/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "json/number_text.hpp"
#include "json/path_step.hpp"
#include "text/ascii.hpp"

namespace rasctl::json {
namespace {

std::string_view text_of_number(const Value& value) {
    if (value.is_number()) return value.number_text();
    if (value.is_string()) return value.as_string();
    return {};
}

std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end};
}

}  // namespace

const Value* Object::find(std::string_view name) const {
    const auto found = std::find_if(members_.rbegin(), members_.rend(),
                                    [&](const Member& member) { return member.name == name; });
    return found == members_.rend() ? nullptr : &found->value;
}

Value* Object::find(std::string_view name) {
    return const_cast<Value*>(static_cast<const Object&>(*this).find(name));
}

const Value* Object::find_ignoring_case(std::string_view name) const {
    if (const Value* exact = find(name)) return exact;
    const auto found = std::ranges::find_if(
        members_, [&](const Member& member) { return equal_ignoring_case(member.name, name); });
    return found == members_.end() ? nullptr : &found->value;
}

Value& Object::append(std::string name, Value value) {
    return members_.emplace_back(std::move(name), std::move(value)).value;
}

Value& Object::set(std::string_view name, Value value) {
    if (Value* present = find(name)) return *present = std::move(value);
    return append(std::string(name), std::move(value));
}

bool Object::erase(std::string_view name) {
    return std::erase_if(members_, [&](const Member& member) { return member.name == name; }) > 0;
}

bool Object::operator==(const Object& other) const {
    return members_ == other.members_;
}

// JSON has no infinity and no NaN; they cannot come from a parser, only from arithmetic, and become null.
Value::Value(double value) {
    if (std::isfinite(value)) data_ = Number{shortest(value)};
}

std::optional<std::int64_t> Value::to_int64() const {
    return whole_number(text_of_number(*this));
}

std::optional<double> Value::to_double() const {
    return decimal_number(text_of_number(*this));
}

const Value* Value::find(std::string_view name) const {
    return is_object() ? as_object().find(name) : nullptr;
}

std::string Value::scalar_text() const {
    if (is_string()) return as_string();
    if (is_number()) return number_text();
    if (is_bool()) return as_bool() ? "true" : "false";
    return {};
}

const Value* at_path(const Value& value, std::string_view path) {
    const Value* current = &value;
    while (current && !path.empty()) {
        const std::string step = take_step(path);
        if (current->is_array()) {
            std::size_t position = 0;
            const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), position);
            const bool whole = error == std::errc{} && end == step.data() + step.size();
            current =
                whole && position < current->as_array().size() ? &current->as_array()[position] : nullptr;
        } else {
            current = current->find(step);
        }
    }
    return current;
}

}  // namespace rasctl::json
