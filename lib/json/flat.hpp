// A JSON value that is read and never changed: its parts lie in one list, their texts where they stood in the
// text that was read. What is large (a description of 60 MB is a million parts) is so made without a piece of
// memory for each. It is asked as json::Value is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"
#include "text/lent_text.hpp"

namespace rasctl::json {

class Elements;
class Flattening;
class Members;

// A value in such a list: those that it consists of follow it. A member is its name, then its value.
class Node {
  public:
    enum class Kind : std::uint8_t { null, no, yes, number, string, array, object };

    Node() = default;
    // Views the text, which must stay.
    static Node scalar(Kind kind, std::string_view text = {});
    // `nodes` with itself. Of an object the members' names are not known.
    static Node container(Kind kind, std::size_t size, std::size_t nodes);

    bool is_null() const { return kind() == Kind::null; }
    bool is_bool() const { return kind() == Kind::no || kind() == Kind::yes; }
    bool is_number() const { return kind() == Kind::number; }
    bool is_string() const { return kind() == Kind::string; }
    bool is_array() const { return kind() == Kind::array; }
    bool is_object() const { return kind() == Kind::object; }

    // The typed content; false or empty for a value of another kind.
    bool as_bool() const { return kind() == Kind::yes; }
    std::string_view number_text() const { return is_number() ? text() : std::string_view(); }
    std::string_view as_string() const { return is_string() ? text() : std::string_view(); }
    Elements as_array() const;
    Members as_object() const;

    // As those of json::Value; of members with one name the last counts.
    std::optional<std::int64_t> to_int64() const;
    std::optional<double> to_double() const;
    const Node* find(std::string_view name) const {
        const bool may_be_there = is_object() && (names_ & bit_of(name)) != 0;
        return may_be_there ? find_member(name) : nullptr;
    }
    std::string_view scalar_text() const;

    // Names as bits, to be asked for all at once. An object without any of the bits has none of the members;
    // others may have one.
    static constexpr std::uint64_t bits_of(std::initializer_list<std::string_view> names) {
        std::uint64_t bits = 0;
        for (const std::string_view name : names) bits |= bit_of(name);
        return bits;
    }
    bool may_have(std::uint64_t bits) const { return is_object() && (names_ & bits) != 0; }

  private:
    friend class Elements;
    friend class Members;
    friend class Flattening;

    static constexpr unsigned kind_bits = 3;

    Kind kind() const { return static_cast<Kind>(kind_and_nodes_ % (1U << kind_bits)); }
    // How far it is to the next value.
    std::size_t nodes() const { return kind_and_nodes_ >> kind_bits; }
    std::string_view text() const { return {text_, size_}; }
    const Node* find_member(std::string_view name) const;
    // One of 64 bits for a name: an object that lacks the bit lacks the name, which most askers are told.
    static constexpr std::uint64_t bit_of(std::string_view name) {
        if (name.empty()) return 1;
        const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(name[place]); };
        // So that the words that most schemas have share no bit with those that few have.
        return std::uint64_t{1} << ((name.size() * 10 + byte(0) * 12U + byte(name.size() - 1) * 3U) % 64U);
    }

    union {
        const char* text_ = nullptr;  // of a scalar
        std::uint64_t names_;         // of an object: the bits of its members
    };
    std::uint32_t size_ = 0;  // of its text, or its elements or members
    std::uint32_t kind_and_nodes_ = 1U << kind_bits;
};

struct NodeMember {
    std::string_view name;
    const Node& value;
};

// The elements of an array, one after another; getting to one by its position means passing those before it.
class Elements {
  public:
    class Iterator {
      public:
        using value_type = Node;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        explicit Iterator(const Node* at) : at_(at) {}
        const Node& operator*() const { return *at_; }
        const Node* operator->() const { return at_; }
        Iterator& operator++() {
            at_ += at_->nodes();
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Node* at_ = nullptr;
    };

    explicit Elements(const Node& array) : array_(&array) {}
    Iterator begin() const { return Iterator(array_ + (array_->is_array() ? 1 : 0)); }
    Iterator end() const { return Iterator(array_ + (array_->is_array() ? array_->nodes() : 0)); }
    std::size_t size() const { return array_->is_array() ? array_->size_ : 0; }
    bool empty() const { return size() == 0; }
    const Node& front() const { return *begin(); }
    const Node& operator[](std::size_t position) const {
        return *std::next(begin(), static_cast<std::ptrdiff_t>(position));
    }

  private:
    const Node* array_;
};

// The members of an object, in the order of the text.
class Members {
  public:
    class Iterator {
      public:
        struct Pointer {
            NodeMember member;
            const NodeMember* operator->() const { return &member; }
        };
        using value_type = NodeMember;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        explicit Iterator(const Node* at) : at_(at) {}
        NodeMember operator*() const { return {at_->text(), at_[1]}; }
        Pointer operator->() const { return {**this}; }
        Iterator& operator++() {
            at_ += 1 + at_[1].nodes();
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Node* at_ = nullptr;
    };

    explicit Members(const Node& object) : object_(&object) {}
    Iterator begin() const { return Iterator(object_ + (object_->is_object() ? 1 : 0)); }
    Iterator end() const { return Iterator(object_ + (object_->is_object() ? object_->nodes() : 0)); }
    std::size_t size() const { return object_->is_object() ? object_->size_ : 0; }
    bool empty() const { return size() == 0; }

  private:
    const Node* object_;
};

inline Elements Node::as_array() const {
    return Elements(*this);
}
inline Members Node::as_object() const {
    return Members(*this);
}

// The value as one that can be changed.
Value to_value(const Node& node);

// Puts as much of what comes next there as fits, and answers how much it was; nothing at the end.
using TextSource = std::function<std::size_t(std::span<char>)>;

// A whole text as such a list.
class Flat {
  public:
    // Reads JSON or YAML as parse_json_or_yaml() does, with its errors; more than 20,000,000 values are
    // refused: what each takes in memory bounds the whole, whatever its text is like.
    static Result<Flat> read(std::string text);
    // Reads JSON of about `size` bytes piece by piece, and keeps equal texts once: of 60 MB a few may be
    // left. Nothing where the text is not plainly right, or has very many values; read() says what it is
    // then.
    static std::optional<Flat> read_plain(const TextSource& source, std::size_t size);
    static Flat of(const Value& value);

    const Node& root() const { return nodes_.front(); }

  private:
    void take(Flattening& flattening);

    // The text where it stays: a short one would move with its string.
    std::unique_ptr<std::string> text_;
    TextStore texts_;  // what does not stand in it as it is
    std::vector<Node> nodes_;
};

}  // namespace rasctl::json
