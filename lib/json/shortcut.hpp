// Reading a stream's array element by element without a parser, as long as its text is plainly right.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
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
        : on_element_(std::move(on_element)), wishes_(std::move(wishes)) {
        scanner_.remember_names();
    }

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
    Result<bool> hand_on_as_it_is(std::string_view element);
    bool has_plan() const { return scanner_.shape() != 0 && scanner_.shape() == plan_.shape; }
    std::vector<std::string> names() const;
    void plan_needed();
    Value picked();
    std::span<const std::string_view> texts();

    StreamReader::OnElement on_element_;
    StreamReader::Wishes wishes_;
    ElementScanner scanner_;
    // What was worked out for an element: the next one whose members have the same names needs it again.
    struct Plan {
        std::size_t shape = 0;            // of the scanner
        std::vector<std::size_t> places;  // of the members that are wanted
        Object pattern;                   // of members without values, of which copies are filled
    };
    Plan plan_;
    std::vector<std::string_view> texts_;
    std::string held_;  // behind the last element
    std::size_t next_look_ = 0;
    std::size_t taken_ = 0;
    bool is_array_ = false;
    bool is_complete_ = false;
    bool has_elements_ = false;
    std::optional<Error> failure_;
};

}  // namespace rasctl::json
