#include "commands/own/batch_workers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <vector>

#include "error/try.hpp"
#include "system/file.hpp"
#include "system/memory.hpp"
#include "system/pipe.hpp"
#include "system/process.hpp"
#include "system/readiness.hpp"

namespace rasctl::commands {
namespace {

// What all workers see, in memory that they share.
struct Shared {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
};
static_assert(std::atomic<std::size_t>::is_always_lock_free);

struct Worker {
    system::Process process{};
    system::Descriptor results{};
    std::string held{};  // the beginning of a line that has not come whole
};

Error system_error(std::string what, int number = errno) {
    return {.exit_code = ExitCode::refused, .what = std::move(what), .why = std::strerror(number)};
}

NextLine taker(const BatchPlan& plan, Shared& shared) {
    return [&plan, &shared]() -> std::optional<std::size_t> {
        if (shared.stopped) return std::nullopt;
        const std::size_t index = shared.next++;
        return index < plan.lines ? std::optional(index) : std::nullopt;
    };
}

// In the child: results go to the parent as "EXITCODE JSON".
int work_in_child(const BatchPlan& plan, Shared& shared, int results) {
    plan.in_child();
    const auto done = plan.work(taker(plan, shared), [&](BatchResult result) -> Result<> {
        if (result.exit_code != 0 && plan.stop_on_error) shared.stopped = true;
        const int number = system::write_all(results, fmt::format("{} {}\n", result.exit_code, result.line));
        return number == 0 ? Result<>{} : system_error("cannot hand on a result", number);
    });
    return done ? 0 : 1;
}

Result<Worker> start(const BatchPlan& plan, Shared& shared, std::vector<Worker>& others) {
    auto pipe = system::make_pipe();
    if (!pipe) return system_error("cannot start a worker");
    plan.begin_fork();
    Worker worker;
    const int failure = worker.process.fork([&] {
        pipe->reader.close();
        for (Worker& other : others) other.results.close();
        return work_in_child(plan, shared, pipe->writer.get());
    });
    plan.in_parent();
    if (failure != 0) return system_error("cannot start a worker", failure);
    worker.results = std::move(pipe->reader);
    return worker;
}

// Takes whole lines out of what a worker has sent, and adds their JSON to `lines`.
void take_lines(Worker& worker, std::size_t& failed, std::string& lines) {
    std::string_view rest = worker.held;
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
        const std::string_view line = rest.substr(0, end);
        const auto blank = line.find(' ');
        if (line.substr(0, blank) != "0") ++failed;
        if (!lines.empty()) lines += '\n';
        lines += line.substr(blank + 1);
    }
    worker.held.erase(0, worker.held.size() - rest.size());
}

Result<std::size_t> gather(std::vector<Worker>& workers,
                           const std::function<Result<>(std::string_view)>& write) {
    // Results that come within so short a time are taken together: to wake up for each of them would take
    // the processor from the workers as often.
    constexpr std::chrono::milliseconds between_rounds(1);
    std::size_t failed = 0;
    std::vector<char> buffer(std::size_t{64} << 10U);
    std::string lines;
    while (std::ranges::any_of(workers, [](const Worker& one) { return static_cast<bool>(one.results); })) {
        std::vector<system::Waiting> waiting;
        waiting.reserve(workers.size());
        for (const Worker& worker : workers) waiting.push_back({worker.results.get()});
        if (const int number = system::wait_until_ready(waiting); number != 0 && number != EINTR)
            return system_error("cannot wait for results", number);
        bool may_wait = true;
        for (std::size_t i = 0; i < workers.size(); ++i) {
            if (!waiting[i].ready) continue;
            const auto count = system::read_some(workers[i].results.get(), buffer);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) {
                workers[i].results.close();
                continue;
            }
            workers[i].held.append(buffer.data(), static_cast<std::size_t>(count));
            take_lines(workers[i], failed, lines);
            // Whoever has more to hand on than fits waits for us.
            may_wait = may_wait && static_cast<std::size_t>(count) < buffer.size();
        }
        if (lines.empty()) continue;
        if (auto written = write(lines); !written) return written.error();
        lines.clear();
        if (may_wait) system::wait_until_ready({}, between_rounds);
    }
    return failed;
}

Result<std::size_t> run_side_by_side(const BatchPlan& plan, Shared& shared,
                                     const std::function<Result<>(std::string_view)>& write) {
    std::vector<Worker> workers;
    Result<> started;
    for (std::size_t i = 0; started && i < std::min(plan.workers, plan.lines); ++i) {
        auto worker = start(plan, shared, workers);
        if (worker)
            workers.push_back(std::move(*worker));
        else
            started = worker.error();
    }
    if (!started) shared.stopped = true;
    auto failed = gather(workers, write);
    if (!failed) shared.stopped = true;
    for (Worker& worker : workers) {
        worker.results.close();
        if (worker.process.wait().status() != 0 && failed) failed = *failed + 1;
    }
    if (!started) return started.error();
    return failed;
}

}  // namespace

Result<std::size_t> run_batch(const BatchPlan& plan, const std::function<Result<>(std::string_view)>& write) {
    const auto shared = system::make_shared_with_children<Shared>();
    if (!shared) return system_error("cannot run a batch");
    Result<std::size_t> failed(std::size_t{0});
    if (plan.workers <= 1) {
        const auto done = plan.work(taker(plan, *shared), [&](const BatchResult& result) -> Result<> {
            if (result.exit_code != 0) failed = *failed + 1;
            if (result.exit_code != 0 && plan.stop_on_error) shared->stopped = true;
            if (result.exit_code == static_cast<int>(ExitCode::interrupted)) shared->stopped = true;
            return write(result.line);
        });
        if (!done) failed = done.error();
    } else {
        failed = run_side_by_side(plan, *shared, write);
    }
    return failed;
}

}  // namespace rasctl::commands
