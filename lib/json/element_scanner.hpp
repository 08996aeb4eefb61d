// The short way through a stream's array: finds where an element ends and whether it is right, without making
// a value of it. What is not plainly right it leaves to the parser, which judges and words it.
#pragma once

#include <cstddef>
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

    // Looks at the element that begins with the first byte of `text`. A number needs one byte more than its
    // own.
    Found scan(std::string_view text);

    std::string_view text() const { return text_; }
    // Whether json::write() of the element gives the same bytes.
    bool is_plain() const { return is_plain_; }
    // The members of an element that is an object; of others none.
    const std::vector<MemberText>& members() const { return members_; }

  private:
    Found value(std::size_t depth);
    Found object(std::size_t depth);
    Found array(std::size_t depth);
    Found string();
    Found escape();
    Found many_bytes();
    Found number();
    Found word(std::string_view text);
    void skip_blanks();
    bool at_end() const { return at_ == end_; }

    const char* at_ = nullptr;
    const char* end_ = nullptr;
    std::string_view text_;
    bool is_plain_ = true;
    std::vector<MemberText> members_;
};

}  // namespace rasctl::json
