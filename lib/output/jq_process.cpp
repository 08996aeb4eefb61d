#include "output/jq_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "error/try.hpp"
#include "output/jq_child.hpp"
#include "output/jq_environment.hpp"
#include "output/jq_frames.hpp"
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
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    wait_for_end();
}

int JqFilter::Process::wait_for_end() {
    int status = 0;
    rusage used{};
    while (process_ > 0 && ::wait4(process_, &status, 0, &used) < 0 && errno == EINTR) {
    }
    most_memory_ = used.ru_maxrss;
    process_ = -1;
    return status;
}

Result<> JqFilter::Process::start(const std::string& filter) {
    // Loaded here, so that the process needs no file any more.
    TRY_LET(auto library, load_jq());
    std::array<int, 2> channel{}, errors{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel.data()) != 0) return cannot_start(errno);
    channel_ = terminal::Descriptor(channel[0]);
    const terminal::Descriptor others_channel(channel[1]);
    if (::pipe2(errors.data(), O_CLOEXEC) != 0) return cannot_start(errno);
    errors_ = terminal::Descriptor(errors[0]);
    const terminal::Descriptor others_errors(errors[1]);
    ::fcntl(errors_.get(), F_SETFL, O_NONBLOCK);
    filter_ = filter;
    process_ = ::fork();
    if (process_ == 0)
        serve_jq(library, filter, without_secrets(std::move(limits_.environment)), channel[1], errors[1]);
    if (process_ < 0) return cannot_start(errno);
    return listen({});
}

Result<> JqFilter::Process::send(std::string_view text) {
    std::string header;
    jq_frame::append_size(header, text.size());
    for (std::string_view rest : {std::string_view(header), text}) {
        while (!rest.empty()) {
            const ssize_t sent = ::send(channel_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent <= 0) return end();
            rest.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    return {};
}

Result<> JqFilter::Process::run(std::string_view json_text, const OnResult& on_result) {
    constexpr int without_results = 4;
    exit_status_ = without_results;
    if (process_ <= 0) return Error{ExitCode::refused, "cannot run --jq", "it has ended"};
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
    constexpr int look_interval = 100;
    for (;;) {
        TRY(patience.check());
        std::array<pollfd, 2> waiting{pollfd{channel_.get(), POLLIN, 0}, pollfd{errors_.get(), POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), look_interval) <= 0) continue;
        if (waiting[1].revents != 0) take_stderr();
        if (waiting[0].revents == 0) continue;
        constexpr std::size_t piece = std::size_t{64} << 10U;
        const std::size_t before = received_.size();
        received_.resize(before + piece);
        const ssize_t count = ::read(channel_.get(), received_.data() + before, piece);
        received_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
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
        const ssize_t count = ::read(errors_.get(), piece.data(), piece.size());
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
    const int status = wait_for_end();
    if (terminal::stop_requested()) return terminal::interrupted();
    // libjq crashes in most places where it gets no memory.
    constexpr long much_memory = 150L << 10U;  // in KiB
    const bool no_memory = (WIFEXITED(status) && WEXITSTATUS(status) == jq_no_memory) ||
                           said_.find("cannot allocate memory") != std::string::npos ||
                           (WIFSIGNALED(status) && most_memory_ > much_memory);
    Error error{.exit_code = ExitCode::refused, .what = "--jq failed"};
    if (no_memory)
        error.why = "the filter needs more memory than it may have";
    else if (WIFSIGNALED(status))
        error.why = fmt::format("libjq crashed on this filter (signal {})", WTERMSIG(status));
    else
        error.why = "libjq ended on this filter";
    return error;
}

}  // namespace rasctl::output
