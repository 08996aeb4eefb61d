// Reading JSON: whole texts, and streams whose top-level array is handed on element by element.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::json {

// Deeper nesting than this is refused: a farm's objects are a handful of levels deep, and a hostile
// server must not exhaust the stack.
inline constexpr std::size_t maximum_depth = 256;

// Parses one JSON text (RFC 8259). A byte order mark before it is skipped. Refused: invalid UTF-8, lone
// surrogates, anything after the value, nesting over maximum_depth. The error's `why` names the byte offset.
Result<Value> parse(std::string_view text);

// Parses a body while it arrives. When the text is an array, `on_element` gets each element as soon as it is
// complete and nothing is kept; any other text is kept and answered by finish().
class StreamReader {
  public:
    // What on_element answers: false stops the stream early (then write() and finish() succeed without more
    // calls).
    using OnElement = std::function<Result<bool>(Value&&)>;

    // What a reader may leave out; without it every element comes whole.
    struct Wishes {
        // Takes an element whose text is what write() of it would give, as it stands, instead of on_element.
        // An element that needs to be written anew still comes to on_element.
        std::function<Result<bool>(std::string_view)> on_text{};
        // Whether a member of an element is needed; others may be missing from it. Unset: all are.
        std::function<bool(std::string_view)> needs{};
        // Takes the JSON texts of some members of an element that is an object, as they stand, instead of
        // on_element: of those whose places among its members `places` answers, in the same order, with an
        // empty text for `no_place`. `places` is asked only where the names differ from those before.
        // Elements that are read by the parser still come to on_element.
        std::function<Result<bool>(std::span<const std::string_view>)> on_members{};
        std::function<std::vector<std::size_t>(std::span<const std::string> names)> places{};
    };
    static constexpr std::size_t no_place = static_cast<std::size_t>(-1);

    explicit StreamReader(OnElement on_element) : StreamReader(std::move(on_element), Wishes{}) {}
    StreamReader(OnElement on_element, Wishes wishes);
    ~StreamReader();
    StreamReader(StreamReader&&) noexcept;
    StreamReader& operator=(StreamReader&&) noexcept;

    // Takes the next bytes, in pieces of any size.
    Result<> write(std::string_view bytes);
    // Says that the body is complete. An empty body is an error. Answers the value of a body that is no
    // array, and null for one that is.
    Result<Value> finish();
    // Whether the text began as an array.
    bool is_array() const;
    // Whether on_element asked to stop.
    bool stopped() const;
    // Whether an element has been handed on.
    bool has_elements() const;
    // Whether it failed because who takes the elements did, and not because of what was read.
    bool refused() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rasctl::json
