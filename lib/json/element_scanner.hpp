// The short way through a stream's array: finds where an element ends and whether it is right, without making
// a value of it. What is not plainly right it leaves to the parser, which judges and words it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rasctl::json {

// A member of the element, as it stands in the text. Views into what was scanned.
struct MemberText {
    std::string_view name;  // without quotes, escapes as they are
    std::string_view value;
};

class ElementScanner {
  public:
    enum class Found {
        element,     // text() is one, whole and right
        incomplete,  // it goes on behind the end
        odd,         // wrong, or so unusual that the parser shall say what it is
    };

    // Which of its members are kept for members().
    enum class Members { none, all };

    // Looks at the element that begins with the first byte of `text`. A number needs one byte more than its
    // own.
    Found scan(std::string_view text, Members members = Members::all);

    // From now on the names of one element's members are known again in the next one, which then need not be
    // looked at byte by byte: those of a list's elements are mostly the same.
    void remember_names() { remembers_ = true; }
    // The same number for elements whose members have the same names in the same order; 0 where that is not
    // known.
    std::size_t shape() const { return has_known_shape_ ? shape_ : 0; }

    std::string_view text() const { return text_; }
    // Whether json::write() of the element gives the same bytes.
    bool is_plain() const { return is_plain_; }
    // The members of an element that is an object; of others none.
    const std::vector<MemberText>& members() const { return members_; }

  private:
    // Each takes where something begins and answers where it ends; null when it does not, for the reason
    // why_.
    const char* value(const char* at, std::size_t depth);
    const char* object(const char* at, std::size_t depth);
    const char* array(const char* at, std::size_t depth);
    const char* member_value(const char* at, std::size_t depth);
    const char* name(const char* at);
    const char* outermost_name(const char* at);
    void remember(std::size_t place, std::string_view quoted);
    void forget_others();
    const char* string(const char* at);
    const char* unusual_byte(const char* at);
    const char* escape(const char* at);
    const char* many_bytes(const char* at);
    const char* number(const char* at);
    const char* exponent(const char* at);
    const char* word(const char* at, std::string_view text);
    const char* behind_blanks(const char* at);
    const char* no(Found why) {
        why_ = why;
        return nullptr;
    }

    const char* end_ = nullptr;
    Found why_ = Found::odd;
    std::string_view text_;
    bool is_plain_ = true;
    bool keeps_members_ = true;
    std::vector<MemberText> members_;
    std::vector<std::string> names_;  // of the element before, with their quotes
    std::size_t count_ = 0;           // of members of this one so far
    std::size_t shape_ = 0;
    bool remembers_ = false;
    bool has_known_shape_ = false;
};

}  // namespace rasctl::json
