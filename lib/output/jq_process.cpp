#include "output/jq_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "error/try.hpp"
#include "output/jq_child.hpp"
#include "output/jq_environment.hpp"
#include "output/jq_frames.hpp"
#include "system/pipe.hpp"
#include "system/readiness.hpp"
#include "terminal/signals.hpp"

namespace rasctl::output {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

Error cannot_start(int number) {
    return {.exit_code = ExitCode::refused, .what = "cannot run --jq", .why = std::strerror(number)};
}

}  // namespace

// How long we still wait for the filter.
class JqFilter::Process::Patience {
  public:
    explicit Patience(std::chrono::milliseconds most) : most_(most), begin_(Clock::now()) {}
    // What whoever reads the results takes is not the filter's.
    void add(Clock::duration others) { others_ += others; }

    Result<> check() {
        if (terminal::stop_requested()) {
            // Where the stop came before us, what was done is still to be told, but soon.
            if (!stop_came_before_ || Clock::now() - begin_ > 2s) return terminal::interrupted();
        }
        if (most_ <= 0ms || Clock::now() - begin_ - others_ < most_) return {};
        return Error{.exit_code = ExitCode::timed_out,
                     .what = "--jq took too long",
                     .why = fmt::format("the filter did not end within {:g} s",
                                        static_cast<double>(most_.count()) / 1000),
                     .hint = "--request-timeout gives it more time"};
    }

  private:
    std::chrono::milliseconds most_;
    Clock::time_point begin_;
    Clock::duration others_{};
    bool stop_came_before_ = terminal::stop_requested();
};

JqFilter::Process::~Process() {
    process_.kill();
}

Result<> JqFilter::Process::start(const std::string& filter) {
    // Loaded here, so that the process needs no file any more.
    TRY_LET(auto library, load_jq());
    auto channel = system::make_channel();
    if (!channel) return cannot_start(errno);
    auto errors = system::make_pipe();
    if (!errors) return cannot_start(errno);
    channel_ = std::move(channel->ours);
    errors_ = std::move(errors->reader);
    system::make_non_blocking(errors_);
    filter_ = filter;
    const int failure = process_.fork([&]() -> int {
        serve_jq(library, filter, without_secrets(std::move(limits_.environment)), channel->others.get(),
                 errors->writer.get());
    });
    if (failure != 0) return cannot_start(failure);
    channel->others.close();
    errors->writer.close();
    return listen({});
}

Result<> JqFilter::Process::send(std::string_view text) {
    std::string header;
    jq_frame::append_size(header, text.size());
    if (!system::send_all(channel_.get(), header) || !system::send_all(channel_.get(), text)) return end();
    return {};
}

Result<> JqFilter::Process::run(std::string_view json_text, const OnResult& on_result) {
    constexpr int without_results = 4;
    exit_status_ = without_results;
    if (!process_.runs()) return Error{ExitCode::refused, "cannot run --jq", "it has ended"};
    TRY(send(json_text));
    return listen(on_result);
}

Result<> JqFilter::Process::listen(const OnResult& on_result) {
    Patience patience(limits_.time);
    // The first stop signal ends the filter and not us, who have a session to end.
    const terminal::StopSignals signals;
    for (;;) {
        const auto begin = Clock::now();
        const auto done = take_frames(on_result);
        patience.add(Clock::now() - begin);
        if (!done || *done) {
            take_stderr();
            say(std::exchange(said_, {}));
            return done ? Result<>() : Result<>(done.error());
        }
        if (auto more = wait_for_more(patience); !more) return more;
    }
}

Result<> JqFilter::Process::wait_for_more(Patience& patience) {
    // A stop that comes right before poll() is noticed after this.
    constexpr auto look_interval = 100ms;
    for (;;) {
        TRY(patience.check());
        std::array<system::Waiting, 2> waiting{{{channel_.get()}, {errors_.get()}}};
        system::wait_until_ready(waiting, look_interval);
        if (waiting[1].ready) take_stderr();
        if (!waiting[0].ready) continue;
        constexpr std::size_t piece = std::size_t{64} << 10U;
        const std::size_t before = received_.size();
        received_.resize(before + piece);
        const auto count = system::read_some(channel_.get(), std::span(received_).subspan(before));
        received_.resize(before + static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)));
        if (count > 0) return {};
        if (count == 0 || errno != EINTR) return end();
    }
}

Result<bool> JqFilter::Process::take_frames(const OnResult& on_result) {
    std::string_view rest = received_;
    Result<bool> last = false;
    while (last && !*last && rest.size() >= jq_frame::header_size) {
        const std::uint64_t size = jq_frame::size_at(rest.data() + 1);
        if (rest.size() - jq_frame::header_size < size) break;
        last = take_frame(rest.front(), rest.substr(jq_frame::header_size, size), on_result);
        rest.remove_prefix(jq_frame::header_size + size);
    }
    received_.erase(0, received_.size() - rest.size());
    return last;
}

Result<bool> JqFilter::Process::take_frame(char kind, std::string_view payload, const OnResult& on_result) {
    switch (kind) {
        case jq_frame::result:
        case jq_frame::false_result:
            exit_status_ = kind == jq_frame::result ? 0 : 1;
            TRY(on_result(payload));
            return false;
        case jq_frame::debug:
            say(payload);
            return false;
        case jq_frame::wrong:
            return Error{.exit_code = ExitCode::usage,
                         .what = "cannot understand --jq \"" + filter_ + "\"",
                         .why = std::string(payload)};
        case jq_frame::failure:
            return Error{.exit_code = ExitCode::refused, .what = "--jq failed", .why = std::string(payload)};
        default:
            return true;
    }
}

// Lines of `stderr` are handed on as they become whole, and long ones in pieces.
void JqFilter::Process::take_stderr() {
    std::array<char, 4096> piece{};
    // Not more than this at once, as there may be no end of it.
    for (int pieces = 0; pieces < 16; ++pieces) {
        const auto count = system::read_some(errors_.get(), piece);
        if (count <= 0) return;
        said_.append(piece.data(), static_cast<std::size_t>(count));
        constexpr std::size_t longest = std::size_t{16} << 10U;
        if (said_.size() > longest) say(std::exchange(said_, {}));
    }
}

void JqFilter::Process::say(std::string_view text) const {
    while (text.ends_with('\n')) text.remove_suffix(1);
    if (limits_.say && !text.empty()) limits_.say(std::string(text));
}

Error JqFilter::Process::end() {
    take_stderr();
    const system::ProcessEnd end = process_.wait();
    if (terminal::stop_requested()) return terminal::interrupted();
    // libjq crashes in most places where it gets no memory.
    constexpr long much_memory = 150L << 10U;  // in KiB
    const bool no_memory = end.code == jq_no_memory ||
                           said_.find("cannot allocate memory") != std::string::npos ||
                           (end.signal != 0 && end.most_memory > much_memory);
    Error error{.exit_code = ExitCode::refused, .what = "--jq failed"};
    if (no_memory)
        error.why = "the filter needs more memory than it may have";
    else if (end.signal != 0)
        error.why = fmt::format("libjq crashed on this filter (signal {})", end.signal);
    else
        error.why = "libjq ended on this filter";
    return error;
}

}  // namespace rasctl::output
