#include "commands/own/batch_workers.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <new>
#include <vector>

#include "error/try.hpp"

namespace rasctl::commands {
namespace {

// What all workers see, in memory that they share.
struct Shared {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
};
static_assert(std::atomic<std::size_t>::is_always_lock_free);

struct Worker {
    pid_t process = -1;
    int results = -1;
    std::string held{};  // the beginning of a line that has not come whole
};

Error system_error(std::string what) {
    return {.exit_code = ExitCode::refused, .what = std::move(what), .why = std::strerror(errno)};
}

NextLine taker(const BatchPlan& plan, Shared& shared) {
    return [&plan, &shared]() -> std::optional<std::size_t> {
        if (shared.stopped) return std::nullopt;
        const std::size_t index = shared.next++;
        return index < plan.lines ? std::optional(index) : std::nullopt;
    };
}

Result<> write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("cannot hand on a result");
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

// In the child: results go to the parent as "EXITCODE JSON".
int work_in_child(const BatchPlan& plan, Shared& shared, int results) {
    plan.in_child();
    const auto done = plan.work(taker(plan, shared), [&](BatchResult result) -> Result<> {
        if (result.exit_code != 0 && plan.stop_on_error) shared.stopped = true;
        return write_all(results, fmt::format("{} {}\n", result.exit_code, result.line));
    });
    return done ? 0 : 1;
}

Result<Worker> start(const BatchPlan& plan, Shared& shared, const std::vector<Worker>& others) {
    int ends[2];
    if (::pipe(ends) != 0) return system_error("cannot start a worker");
    plan.begin_fork();
    const pid_t process = ::fork();
    if (process == 0) {
        ::close(ends[0]);
        for (const Worker& other : others) ::close(other.results);
        const int code = work_in_child(plan, shared, ends[1]);
        // Not exit(): what the parent has buffered must not be written twice.
        ::_exit(code);
    }
    plan.in_parent();
    ::close(ends[1]);
    if (process < 0) {
        ::close(ends[0]);
        return system_error("cannot start a worker");
    }
    return Worker{process, ends[0]};
}

// Takes whole lines out of what a worker has sent.
Result<> take_lines(Worker& worker, std::size_t& failed,
                    const std::function<Result<>(std::string_view)>& write) {
    for (std::size_t end; (end = worker.held.find('\n')) != std::string::npos;) {
        const std::string_view line = std::string_view(worker.held).substr(0, end);
        const auto blank = line.find(' ');
        if (line.substr(0, blank) != "0") ++failed;
        TRY(write(line.substr(blank + 1)));
        worker.held.erase(0, end + 1);
    }
    return {};
}

Result<std::size_t> gather(std::vector<Worker>& workers,
                           const std::function<Result<>(std::string_view)>& write) {
    std::size_t failed = 0;
    std::vector<char> buffer(std::size_t{64} << 10U);
    while (std::ranges::any_of(workers, [](const Worker& one) { return one.results >= 0; })) {
        std::vector<pollfd> waiting;
        waiting.reserve(workers.size());
        for (const Worker& worker : workers) waiting.push_back({worker.results, POLLIN, 0});
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR)
            return system_error("cannot wait for results");
        for (std::size_t i = 0; i < workers.size(); ++i) {
            if (workers[i].results < 0 || waiting[i].revents == 0) continue;
            const ssize_t count = ::read(workers[i].results, buffer.data(), buffer.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) {
                ::close(workers[i].results);
                workers[i].results = -1;
                continue;
            }
            workers[i].held.append(buffer.data(), static_cast<std::size_t>(count));
            if (auto taken = take_lines(workers[i], failed, write); !taken) return taken.error();
        }
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
            workers.push_back(*worker);
        else
            started = worker.error();
    }
    if (!started) shared.stopped = true;
    auto failed = gather(workers, write);
    if (!failed) shared.stopped = true;
    for (Worker& worker : workers) {
        if (worker.results >= 0) ::close(worker.results);
        int status = 0;
        while (::waitpid(worker.process, &status, 0) < 0 && errno == EINTR) {
        }
        if (failed && status != 0) failed = *failed + 1;
    }
    if (!started) return started.error();
    return failed;
}

}  // namespace

Result<std::size_t> run_batch(const BatchPlan& plan, const std::function<Result<>(std::string_view)>& write) {
    void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return system_error("cannot run a batch");
    auto* shared = new (memory) Shared;
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
    ::munmap(memory, sizeof(Shared));
    return failed;
}

}  // namespace rasctl::commands
