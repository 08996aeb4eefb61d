// Writing to stdout or stderr: buffered, and never failing unnoticed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "terminal/guard.hpp"

namespace rasctl::terminal {

// A stream that text goes to: a descriptor, or memory for tests. After the first failure it takes nothing
// more and every later call answers the same failure.
class Output {
  public:
    enum class Buffering {
        block,  // written when 64 KiB have gathered, and by flush()
        none    // every write() goes out
    };
    // `name` is how errors call the stream ("stdout"). The descriptor is not closed.
    static Output to_descriptor(int descriptor, std::string name, Buffering buffering);
    static Output to_memory();

    // A reader that went away (a closed pipe, as in `| head`) is the failure reader_gone(); a full disk and
    // the like are failures with exit code 1.
    Result<> write(std::string_view text);
    // The same of a text that is not needed any more.
    Result<> hand_over(std::string text);
    // Writes what moves the cursor and the like, past the guard.
    Result<> write_control(std::string_view sequences);
    // To be called, and its failure reported, before the program ends.
    Result<> flush();

    // Shows a whole text its own way; false: it is to be written.
    using Show = std::function<bool(std::string_view)>;
    // From now on text gathers, however long it gets, until flush() hands it to `show`.
    void gather_for(Show show) { show_ = std::move(show); }

    // From now on what is written passes this gate; for terminals.
    void set_guard(const Guard& guard) { guard_ = guard; }

    // The descriptor; -1 for memory.
    int descriptor() const { return descriptor_; }
    // What was written to memory.
    const std::string& text() const { return buffer_; }

  private:
    Output(int descriptor, std::string name, Buffering buffering)
        : descriptor_(descriptor), name_(std::move(name)), buffering_(buffering) {}
    Result<> fail(int number);
    Result<> take(std::string_view text);

    int descriptor_ = -1;
    std::string name_;
    Buffering buffering_ = Buffering::block;
    std::string buffer_;
    std::string unfinished_;  // the beginning of a character, held back by the guard
    std::optional<Guard> guard_;
    Show show_;
    Result<> state_;
};

// The failure of writing to a pipe that nobody reads: exit code 0 and no text, so the program ends without a
// word.
Error reader_gone();
// Whether a failure is to be reported at all.
inline bool is_quiet(const Error& error) {
    return error.exit_code == ExitCode::done && error.what.empty();
}

}  // namespace rasctl::terminal
