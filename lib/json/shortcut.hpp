// Reading a stream's array element by element without a parser, as long as its text is plainly right.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/element_scanner.hpp"
#include "json/reader.hpp"

namespace rasctl::json {

class Shortcut {
  public:
    enum class Went {
        well,
        odd,      // the parser must read what take_rest() answers and all that follows
        stopped,  // who takes the elements wants no more
        failed,   // or answered failure()
    };

    Shortcut() = default;
    Shortcut(StreamReader::OnElement on_element, StreamReader::Wishes wishes)
        : on_element_(std::move(on_element)), wishes_(std::move(wishes)) {}

    Went write(std::string_view bytes);
    bool is_array() const { return is_array_; }
    // Whether the array has ended, and nothing but blanks came behind it.
    bool is_complete() const { return is_complete_; }
    bool has_elements() const { return has_elements_; }
    // How many bytes are done with: those up to the end of the last element.
    std::size_t taken() const { return taken_; }
    // The bytes behind them that have been written so far.
    std::string take_rest() { return std::move(held_); }
    const std::optional<Error>& failure() const { return failure_; }

  private:
    Went read(std::string_view text, std::size_t& done);
    Went hand_on(std::string_view element);
    bool is_needed(std::size_t position, std::string_view name);
    Value picked();
    bool is_like_the_one_before() const;

    StreamReader::OnElement on_element_;
    StreamReader::Wishes wishes_;
    ElementScanner scanner_;
    // What was asked about the members of the element before: those of a list's elements are mostly the same.
    struct Known {
        std::string name;
        bool is_needed;
    };
    std::vector<Known> known_;
    // The needed members of the element before without their values, where it had those of known_: the next
    // one like it begins as a copy.
    std::optional<Object> pattern_;
    std::string held_;  // behind the last element
    std::size_t next_look_ = 0;
    std::size_t taken_ = 0;
    bool is_array_ = false;
    bool is_complete_ = false;
    bool has_elements_ = false;
    std::optional<Error> failure_;
};

}  // namespace rasctl::json
