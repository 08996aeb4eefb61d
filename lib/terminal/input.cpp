#include "terminal/input.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include "error/try.hpp"
#include "system/descriptor.hpp"
#include "system/memory.hpp"
#include "system/readiness.hpp"
#include "terminal/signals.hpp"
#include "text/utf8.hpp"

namespace rasctl::terminal {
namespace {

constexpr std::size_t chunk_size = std::size_t{16} * 1024;
constexpr std::size_t longest_secret = std::size_t{64} * 1024;

std::string_view without_line_end(std::string_view line) {
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace

Input Input::from_descriptor(int descriptor, std::string name) {
    return {descriptor, std::move(name)};
}

Input Input::from_memory(std::string_view text) {
    Input input{-1, "memory"};
    input.buffer_.append(without_byte_order_mark(text));
    input.at_front_ = false;
    input.at_end_ = true;
    return input;
}

bool Input::skip_mark() {
    const std::string_view text = buffer_.expose();
    if (at_front_ && text.size() < 3 && !at_end_ && std::string_view("\xEF\xBB\xBF").starts_with(text))
        return false;
    if (at_front_) consumed_ = text.size() - without_byte_order_mark(text).size();
    at_front_ = false;
    return true;
}

Result<bool> Input::fill() {
    bool grown = false;
    while (true) {
        TRY_LET(auto more, fill_raw());
        grown = grown || more;
        if (skip_mark()) return grown;
    }
}

Result<bool> Input::fill_raw() {
    if (at_end_) return false;
    if (consumed_ == buffer_.size()) {
        buffer_.clear();
        consumed_ = 0;
    }
    std::array<char, chunk_size> chunk{};
    while (true) {
        const auto count = system::read_some(descriptor_, chunk);
        if (count > 0) {
            buffer_.append({chunk.data(), static_cast<std::size_t>(count)});
            system::wipe(chunk.data(), static_cast<std::size_t>(count));
            return true;
        }
        if (count == 0) {
            at_end_ = true;
            return false;
        }
        if (errno == EINTR) return interrupted();
        if (errno == EAGAIN) {
            system::Waiting waiting{descriptor_};
            if (system::wait_until_ready({&waiting, 1}) == EINTR) return interrupted();
            continue;
        }
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot read " + name_,
                     .why = std::generic_category().message(errno),
                     .hint = ""};
    }
}

Result<std::optional<std::string>> Input::read_line() {
    std::size_t searched = 0;
    while (true) {
        const std::string_view rest = buffer_.expose().substr(consumed_);
        const auto end = rest.find('\n', searched);
        if (end != std::string_view::npos) {
            consumed_ += end + 1;
            return std::string(without_line_end(rest.substr(0, end + 1)));
        }
        searched = rest.size();
        TRY_LET(const auto more, fill());
        if (more) continue;
        if (rest.empty()) return std::optional<std::string>{};
        consumed_ = buffer_.size();
        return std::string(without_line_end(rest));
    }
}

Result<std::string> Input::read_all(std::size_t limit) {
    while (true) {
        if (buffer_.size() - consumed_ > limit) {
            return Error{.exit_code = ExitCode::usage,
                         .what = "cannot read " + name_,
                         .why = "it holds more than " + std::to_string(limit) + " bytes",
                         .hint = ""};
        }
        TRY_LET(const auto more, fill());
        if (more) continue;
        std::string all(buffer_.expose().substr(consumed_));
        consumed_ = buffer_.size();
        return all;
    }
}

Result<Secret> Input::read_secret_line() {
    // Input without a line end, as from a device, must not fill the memory.
    while (buffer_.expose().substr(consumed_).find('\n') == std::string_view::npos) {
        if (buffer_.size() - consumed_ > longest_secret) {
            return Error{.exit_code = ExitCode::usage,
                         .what = "no secret on " + name_,
                         .why = "the first line is longer than " + std::to_string(longest_secret) + " bytes",
                         .hint = ""};
        }
        TRY_LET(const auto more, fill());
        if (!more) break;
    }
    auto line = read_line();
    // The secret must not stay in what was read.
    buffer_ = Secret(buffer_.expose().substr(consumed_));
    consumed_ = 0;
    if (!line) return line.error();
    if (!*line || (*line)->empty()) {
        return Error{.exit_code = ExitCode::usage,
                     .what = "no secret on " + name_,
                     .why = *line ? "the first line is empty" : "the input ended before a line came",
                     .hint = ""};
    }
    return Secret::taken_from(std::move(**line));
}

Result<bool> Input::has_more_now() {
    while (true) {
        if (buffer_.expose().substr(consumed_).find_first_not_of("\r\n") != std::string_view::npos)
            return true;
        if (at_end_ || system::is_terminal(descriptor_) || !system::can_be_read(descriptor_)) return false;
        if (auto more = fill(); !more) return more;
    }
}

}  // namespace rasctl::terminal
