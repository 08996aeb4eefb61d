// A JSON value that loses nothing: the text of numbers, the order of members, duplicate members.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rasctl::json {

class Value;
struct Member;

struct Null {
    bool operator==(const Null&) const = default;
};

// A number as it was written, for instance "1E0" or "12345678901234567890"; always valid JSON number text.
struct Number {
    std::string text;
    bool operator==(const Number&) const = default;
};

using Array = std::vector<Value>;

// Members in the order of the text. A name may occur twice; find() answers the last, as most parsers do.
class Object {
  public:
    // Defined below Member, without which a list of them can be neither copied nor counted.
    Object() noexcept;
    Object(const Object&);
    Object(Object&&) noexcept;
    Object& operator=(const Object&);
    Object& operator=(Object&&) noexcept;
    ~Object();

    const Value* find(std::string_view name) const;
    Value* find(std::string_view name);
    // The member of that name without regard to letter case, or null.
    const Value* find_ignoring_case(std::string_view name) const;
    // Appends without looking for a member of that name.
    Value& append(std::string name, Value value);
    // Replaces the member of that name in its place, or appends it.
    Value& set(std::string_view name, Value value);
    bool erase(std::string_view name);
    std::size_t size() const;
    bool empty() const;
    std::vector<Member>::const_iterator begin() const;
    std::vector<Member>::const_iterator end() const;
    std::vector<Member>::iterator begin();
    std::vector<Member>::iterator end();
    bool operator==(const Object&) const;

  private:
    std::vector<Member> members_;
};

class Value {
  public:
    Value() = default;
    Value(Null) {}
    Value(bool value) : data_(value) {}
    Value(int value) : data_(Number{std::to_string(value)}) {}
    Value(std::int64_t value) : data_(Number{std::to_string(value)}) {}
    Value(std::uint64_t value) : data_(Number{std::to_string(value)}) {}
    Value(double value);
    Value(Number value) : data_(std::move(value)) {}
    Value(std::string value) : data_(std::move(value)) {}
    Value(std::string_view value) : data_(std::string(value)) {}
    Value(const char* value) : data_(std::string(value)) {}
    Value(Array value) : data_(std::move(value)) {}
    Value(Object value) : data_(std::move(value)) {}

    bool is_null() const { return std::holds_alternative<Null>(data_); }
    bool is_bool() const { return std::holds_alternative<bool>(data_); }
    bool is_number() const { return std::holds_alternative<Number>(data_); }
    bool is_string() const { return std::holds_alternative<std::string>(data_); }
    bool is_array() const { return std::holds_alternative<Array>(data_); }
    bool is_object() const { return std::holds_alternative<Object>(data_); }

    // The typed content; calling the wrong one is a bug and throws std::bad_variant_access.
    bool as_bool() const { return std::get<bool>(data_); }
    const std::string& number_text() const { return std::get<Number>(data_).text; }
    const std::string& as_string() const { return std::get<std::string>(data_); }
    std::string& as_string() { return std::get<std::string>(data_); }
    const Array& as_array() const { return std::get<Array>(data_); }
    Array& as_array() { return std::get<Array>(data_); }
    const Object& as_object() const { return std::get<Object>(data_); }
    Object& as_object() { return std::get<Object>(data_); }

    // A number, or a string that is one (status objects carry their IDs as strings), when it fits exactly.
    std::optional<std::int64_t> to_int64() const;
    std::optional<double> to_double() const;
    // The member of an object, or null when this is no object or has no such member.
    const Value* find(std::string_view name) const;
    // The string of a string, the text of a number, true or false; empty for the rest.
    std::string scalar_text() const;

    bool operator==(const Value&) const = default;

  private:
    std::variant<Null, bool, Number, std::string, Array, Object> data_;
};

struct Member {
    std::string name;
    Value value;
    bool operator==(const Member&) const = default;
};

inline Object::Object() noexcept = default;
inline Object::Object(const Object&) = default;
inline Object::Object(Object&&) noexcept = default;
inline Object& Object::operator=(const Object&) = default;
inline Object& Object::operator=(Object&&) noexcept = default;
inline Object::~Object() = default;
inline std::size_t Object::size() const {
    return members_.size();
}
inline bool Object::empty() const {
    return members_.empty();
}
inline std::vector<Member>::const_iterator Object::begin() const {
    return members_.begin();
}
inline std::vector<Member>::const_iterator Object::end() const {
    return members_.end();
}
inline std::vector<Member>::iterator Object::begin() {
    return members_.begin();
}
inline std::vector<Member>::iterator Object::end() {
    return members_.end();
}

// Walks "a.b.0.c": member names and array positions separated by dots. Null when a step is missing.
const Value* at_path(const Value& value, std::string_view path);
const Value* at_path(Value&& value, std::string_view path) = delete;  // what it finds would be gone at once

}  // namespace rasctl::json
