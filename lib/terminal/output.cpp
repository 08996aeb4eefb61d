#include "terminal/output.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include "system/file.hpp"

namespace rasctl::terminal {
namespace {

constexpr std::size_t block_size = std::size_t{64} * 1024;

}  // namespace

Output Output::to_descriptor(int descriptor, std::string name, Buffering buffering) {
    return {descriptor, std::move(name), buffering};
}

Output Output::to_memory() {
    return {-1, "memory", Buffering::block};
}

Result<> Output::write(std::string_view text) {
    if (!guard_) return take(text);
    std::string whole = std::exchange(unfinished_, {}).append(text);
    unfinished_ = whole.substr(whole.size() - unfinished_size(whole));
    whole.resize(whole.size() - unfinished_.size());
    return take(guarded(whole, *guard_));
}

Result<> Output::hand_over(std::string text) {
    if (guard_ || !buffer_.empty()) return write(text);
    buffer_ = std::move(text);
    return take({});
}

Result<> Output::write_control(std::string_view sequences) {
    return take(sequences);
}

Result<> Output::take(std::string_view text) {
    if (!state_) return state_;
    buffer_ += text;
    if (descriptor_ < 0 || show_) return {};
    if (buffering_ == Buffering::none || buffer_.size() >= block_size) return flush();
    return {};
}

Result<> Output::flush() {
    if (guard_ && !unfinished_.empty()) buffer_ += guarded(std::exchange(unfinished_, {}), *guard_);
    if (!state_ || descriptor_ < 0 || buffer_.empty()) return state_;
    const int number = show_ && show_(buffer_) ? 0 : system::write_all(descriptor_, buffer_);
    buffer_.clear();
    return number == 0 ? Result<>{} : fail(number);
}

Result<> Output::fail(int number) {
    if (number == EPIPE) {
        state_ = reader_gone();
    } else {
        state_ = Error{.exit_code = ExitCode::refused,
                       .what = "cannot write to " + name_,
                       .why = std::generic_category().message(number),
                       .hint = number == ENOSPC ? "df -h shows which disk is full" : ""};
    }
    return state_;
}

Error reader_gone() {
    return Error{.exit_code = ExitCode::done, .what = "", .why = "", .hint = ""};
}

}  // namespace rasctl::terminal
